"""Where a channel of an address may lie: at its service's hosts, or at those the operator names."""

import pytest
from pytest_django import Settings

from tracker.webhooks import channels, receiver, rules


def refused(service: str, url: str) -> str:
    """Return which part is refused; '' where the hosts are right."""
    try:
        channels.check({"format": service, "url": url, "event_types": ["*"]})
    except rules.InvalidEndpoint as fault:
        return f"{fault.field}: {fault}"
    return ""


@pytest.mark.parametrize(
    ("service", "url"),
    [
        ("slack", "https://hooks.slack.com.evil.example/services/T/B/x"),
        ("slack", "https://evil.example/hooks.slack.com"),
        ("slack", "https://hooks.slack.com@evil.example/"),
        ("slack", "https://discord.com/api/webhooks/1/x"),
        ("teams", "https://webhook.office.com/x"),
        ("teams", "https://evilwebhook.office.com/x"),
        ("discord", "https://notdiscord.com/api/webhooks/1/x"),
        ("mattermost", "https://chat.newsroom.example/hooks/x"),
        ("slack", "http://hooks.slack.com/services/T/B/x#"),
    ],
)
def test_another_host_than_the_services_own_is_refused(service: str, url: str) -> None:
    assert refused(service, url) == "url: This is no address of the service's webhooks."


@pytest.mark.parametrize(
    ("service", "url"),
    [
        ("slack", "https://hooks.slack.com/services/T/B/x"),
        ("slack", "https://HOOKS.slack.com/services/T/B/x"),
        ("teams", "https://newsroom.webhook.office.com/x"),
        ("teams", "https://prod-1.westeurope.logic.azure.com:443/workflows/x"),
        ("teams", "https://default1.2.environment.api.powerplatform.com:443/x"),
        ("discord", "https://discord.com/api/webhooks/1/x"),
        ("discord", "https://canary.discord.com/api/webhooks/1/x"),
        ("discord", "https://discordapp.com/api/webhooks/1/x"),
    ],
)
def test_a_services_own_host_is_known(service: str, url: str) -> None:
    assert channels.is_at_home(service, url)


def test_the_standard_form_is_no_channel() -> None:
    assert refused("standard", "https://hooks.slack.com/x") == "format: This is no service of chat."


def test_the_operator_names_further_hosts(settings: Settings, inbox: receiver.Receiver) -> None:
    assert refused("mattermost", inbox.url).startswith("url: ")

    settings.CHAT_HOSTS = ["127.0.0.1", "*.chat.example"]

    assert refused("mattermost", inbox.url) == ""
    assert channels.is_at_home("mattermost", "https://a.chat.example/hooks/x")
    assert not channels.is_at_home("mattermost", "https://chat.example/hooks/x")

"""A language model as a judge: any fault, and any judgement not to be used, falls to the rules."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from tracker.analysis.judges import prompting
from tracker.analysis.judges.endpoint import Fault
from tracker.analysis.judges.protocol import Candidate, Question, Verdict, Verdicts
from tracker.analysis.judges.rules import RULES
from tracker.analysis.relations import relation

#: A model's word is taken for as sure as a good cue: it says nothing of how sure it is.
_CERTAINTY = 0.7
_AGAINST = frozenset({"qualifies", "contradicts", "breaks"})

#: Answers to request bodies, in their order.
Ask = Callable[[Sequence[bytes]], list[bytes | Fault]]


class Memory(Protocol):
    """Where answers are kept, by the hash of what was asked."""

    def recall(self, keys: Sequence[str]) -> list[str | None]:
        """Return what is kept under each of ``keys``."""

    def keep(self, key: str, text: str) -> None:
        """Keep ``text`` for a while."""


class Llm:
    """Asks a model about what it has not been asked before.

    Without ``ask`` it only remembers, and what was never asked is left to the rules.
    """

    backend = "llm"

    def __init__(self, model: str, where: str, memory: Memory, ask: Ask | None) -> None:
        self.model = model
        self.version = f"{model}, prompt {prompting.VERSION}"
        self._where = where
        self._memory = memory
        self._ask = ask

    def judge(self, questions: Sequence[Question]) -> list[Verdicts]:
        """Return the model's verdicts, and the rules' where it has none that can be used."""
        ruled = RULES.judge(questions)
        if not questions:
            return ruled
        return [
            self._verdicts(question, rules, answer)
            for question, rules, answer in zip(
                questions, ruled, self._answers(questions), strict=True
            )
        ]

    def _answers(self, questions: Sequence[Question]) -> list[str | Fault]:
        bodies = [prompting.request(question, self.model) for question in questions]
        keys = [hashlib.sha256(f"{self._where}\n".encode() + body).hexdigest() for body in bodies]
        answers: list[str | Fault | None] = [*self._memory.recall(keys)]
        unknown = [number for number, answer in enumerate(answers) if answer is None]
        if unknown and self._ask is not None:
            said = self._ask([bodies[number] for number in unknown])
            for number, answer in zip(unknown, said, strict=True):
                answers[number] = self._taken(keys[number], questions[number], answer)
        return [Fault("it has not been asked") if a is None else a for a in answers]

    def _taken(self, key: str, question: Question, answer: bytes | Fault) -> str | Fault:
        """Return the message of an answer, and keep it if it is of the schema."""
        if isinstance(answer, Fault):
            return answer
        try:
            text = prompting.content(answer)
            prompting.opinions(text, question)
        except prompting.UnusableError as error:
            return Fault(str(error))
        self._memory.keep(key, text)
        return text

    def _verdicts(self, question: Question, ruled: Verdicts, answer: str | Fault) -> Verdicts:
        if isinstance(answer, Fault):
            return {key: _left(verdict, answer.reason) for key, verdict in ruled.items()}
        opinions, dropped = prompting.opinions(answer, question)
        return {
            c.key: Verdict(_judgement(question, c, opinions[c.key]), self.backend, self.version)
            if c.key in opinions
            else _left(ruled[c.key], dropped.get(c.key, "it was not asked about this"))
            for c in question.candidates
        }


def _left(verdict: Verdict, reason: str) -> Verdict:
    return replace(verdict, note=f"{Llm.backend}: {reason}")


def _judgement(
    question: Question, candidate: Candidate, opinion: prompting.Opinion
) -> relation.Judgement:
    """Return an opinion as a judgement; whose words they are stays for us to say.

    That the passage is not about the commitment is for a person to see, so that no article can
    talk itself out of sight.
    """
    if opinion.relation == prompting.NONE:
        return relation.Judgement("mentions", "model: not about it", is_about=False)
    passage = question.passage
    shift = passage.start - passage.sentence.start
    words = passage.text[opinion.start : opinion.end]
    cue = relation.Cue(opinion.start + shift, opinion.end + shift, words, "evidence")
    rule = f"model: {opinion.relation}"
    if candidate.side == relation.THIRD_PARTY:
        said = "challenges" if opinion.relation in _AGAINST else "mentions"
        return relation.Judgement(said, f"{rule}, third party's words", (cue,), _CERTAINTY)
    if candidate.side == relation.UNKNOWN:
        return relation.Judgement("mentions", f"{rule}, speaker unplaced", (cue,), _CERTAINTY)
    return relation.Judgement(opinion.relation, rule, (cue,), _CERTAINTY)

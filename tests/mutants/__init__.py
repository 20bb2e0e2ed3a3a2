"""Whether tests notice when code is changed: mutants of what the promises rest on."""

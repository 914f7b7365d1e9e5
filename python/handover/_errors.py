"""What is wrong with an input, where, and what would be right."""
from typing import List, NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong. ``code`` is its kind ("out_of_range"). ``line`` and ``column`` count from 1; 0 when the
    whole file, or line, is meant. ``option`` names an argument, where no file is meant."""

    code: str
    file: str
    option: str
    line: int
    column: int
    field: str
    value: str
    what: str
    hint: str

    def __str__(self) -> str:
        place = self.file or self.option
        if self.line:
            place += f":{self.line}"
        if self.column:
            place += f":{self.column}"
        parts = [part for part in (place, self.field) if part]
        value = f"'{self.value}' " if self.value else ""
        return ": ".join(parts + [value + self.what]) + (f"; {self.hint}" if self.hint else "")


class InputError(ValueError):
    """Raised for an input that cannot be used. ``problems`` holds everything that was found, in order."""

    def __init__(self, problems: List[Problem]):
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self):
        return (InputError, (self.problems,))

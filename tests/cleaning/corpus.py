"""The corpus of bad inputs: which cases a field answers, and which belong to another part of the product."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "cases" / "bad_inputs.json"

# Case ids that no single field can answer, by the part that does.
ELSEWHERE = {
    "the server's size limits": "B036 B134 B152 B251",
    "the form that has both ends of a period": "B097",
    "accounts and passwords": "B156 B157 B158 B159 B161",
    "workflow and permissions": """
        B164 B165 B167 B168 B169 B170 B173 B174 B175 B176 B177 B179 B180 B181 B182 B183 B184 B185 B186
        B187 B188 B189 B190 B191 B192
    """,
    "formsets, cross-site tokens": "B202 B203 B204 B205 B206",
    "routes and permissions": "B207 B208 B209 B210 B212 B244 B246 B247 B248 B249",
    "filters of lists": "B222 B223 B224 B252",
    "where to go after signing in": "B238 B241 B242 B243",
    "headers, methods and bodies": """
        B253 B254 B255 B256 B258 B259 B261 B262 B263 B266 B267 B268 B269 B270 B271 B272 B274 B275 B276 B277
        B279 B280 B281 B282 B283 B285 B286 B287 B288 B289 B290 B291 B293 B294 B296
    """,
    "imports": "B297 B298 B299 B300 B301 B303 B304 B305 B306 B307 B308 B311 B312 B313 B314 B315 B317 B318",
}
# Answered by the form as a whole: it takes no key that it did not ask for.
EXTRA_KEYS = ["B194", "B196", "B198", "B199", "B200", "B201"]
# What is stored where that is not the text as it was sent.
STORED_AS = {"B016": "é", "B025": "=1+1", "B044": "a\n" * 9999 + "a", "B144": "admin@example.org"}


@dataclass(frozen=True)
class Case:
    id: str
    where: str
    kind: str
    value: Any
    accepted: bool
    message: str | None
    why: str = ""

    @property
    def stored(self) -> Any:
        return STORED_AS.get(self.id, self.value)


def all_cases() -> list[Case]:
    return [_case(row) for row in json.loads(FILE.read_text(encoding="utf-8"))["cases"]]


def elsewhere() -> list[str]:
    return [case_id for case_ids in ELSEWHERE.values() for case_id in case_ids.split()]


def field_cases() -> list[Case]:
    others = {*elsewhere(), *EXTRA_KEYS}
    return [case for case in all_cases() if case.id not in others]


def _case(row: dict[str, Any]) -> Case:
    value = row["value"]
    if isinstance(value, dict):
        value = value["repeat"] * value["times"] if "repeat" in value else value["json"]
    return Case(row["id"], row["where"], row["field"], value, row["stored"], row["message"], row["why"])

"""README and docs are true: what they show is run, and what they name is there.

Each page is run from top to bottom in one fresh folder, as a reader would type it:

* a line ``$ ...`` of a block ``console`` is run by bash, lines beginning with ``> `` go on with it; it must
  exit 0, or with the code in a comment at its end (``# exit 1``);
* the other lines of the block must appear in its output, in that order; spaces in a row count as one, ``...``
  stands for anything; uids, digests, moments and large counts of features for any others;
* a block ``python`` is run by Python;
* ``<!-- file: NAME -->`` before a block writes the block into that file;
* ``<!-- hidden`` begins a comment whose ``$`` lines are run and not shown.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
NAMES = [page.relative_to(REPOSITORY).as_posix() for page in PAGES]

BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n+)?^```(?P<language>\w*)\n(?P<text>.*?)^```$"
    r"|^<!-- hidden\n(?P<hidden>.*?)^-->$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
SPAN = re.compile(r"`([^`\n]+)`")
HEX = r"[0-9a-f]"
MANY = r"\d[\d ,]*\d(?= (?:features|versions))"
MOMENT = r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?Z?)?"


@dataclass
class Step:
    """One command of a page, what it should leave with, and what it should print."""

    command: str
    code: int
    shown: list[str]


def steps_of(page: Path) -> Iterator[Step]:
    for number, block in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")), 1):
        text = block["hidden"] or block["text"]
        if block["file"]:
            yield Step(written(block["file"], text), 0, [])
        elif block["hidden"] or block["language"] == "console":
            yield from console(text)
        elif block["language"] == "python":
            name = f"block_{number}.py"
            yield Step(f"{written(name, text)}\npython {name}", 0, [])


def written(name: str, text: str) -> str:
    return f"cat >{shlex.quote(name)} <<'END_OF_FILE'\n{text}END_OF_FILE"


def console(text: str) -> Iterator[Step]:
    step = None
    for line in text.splitlines():
        if line.startswith("$ "):
            if step:
                yield step
            step = Step(line[2:], 0, [])
        elif step is None:
            raise AssertionError(f"a console block begins with {line!r} and not with a command")
        elif line.startswith("> ") and not step.shown:
            step.command += "\n" + line[2:]
        else:
            step.shown.append(line)
        if expected := re.search(r"# exit (\d+)$", step.command):
            step.code = int(expected[1])
    if step:
        yield step


#: What differs from run to run, and what may stand for it.
VARYING = {
    r"\.\.\.": r".*",
    MOMENT: MOMENT,
    rf"\b{HEX}{{64}}\b": rf"{HEX}{{64}}",
    rf"\b{HEX}{{32}}\b": rf"{HEX}{{32}}",
    rf"…{HEX}{{8}}\b": rf"…{HEX}{{8}}",
    MANY: MANY,
}


def pattern(shown: str) -> str:
    """A regular expression of a line as the page shows it."""
    plain = " ".join(shown.split())
    for place, found in enumerate(VARYING):
        plain = re.sub(found, chr(place), plain)
    plain = re.escape(plain)
    for place, wide in enumerate(VARYING.values()):
        plain = plain.replace(re.escape(chr(place)), wide)
    return plain


def first_missing(step: Step, output: str) -> str | None:
    """The first line shown that does not come, after those before it."""
    lines = [" ".join(line.split()) for line in output.splitlines()]
    place = 0
    for shown in step.shown:
        if not shown.strip() or shown.strip() == "...":
            continue
        wanted = re.compile(pattern(shown))
        found = next((at for at in range(place, len(lines)) if wanted.fullmatch(lines[at])), None)
        if found is None:
            return shown
        place = found + 1
    return None


@pytest.fixture
def reader(tmp_path: Path) -> dict[str, str]:
    """Environment of someone who has just installed the program."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("REGISTRY", "XDG_"))}
    return kept | {
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}",
        "REGISTRY_AUTHOR": "Aliya",
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "COLUMNS": "110",
    }


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_page_does_what_it_shows(page: Path, tmp_path: Path, reader: dict[str, str]) -> None:
    steps = list(steps_of(page))
    if any("ogrinfo " in step.command for step in steps) and shutil.which("ogrinfo") is None:
        (pytest.fail if reader.get("CI") else pytest.skip)("ogrinfo is not here; install gdal-bin")
    folder = tmp_path / "work"
    folder.mkdir()
    one_step = '{{ {}\n}} 2>&1; code=$?; echo; echo "@@@ $code"\n'
    script = "".join(one_step.format(step.command) for step in steps)
    (tmp_path / "page.sh").write_text(script, encoding="utf-8")
    ran = subprocess.run(
        ["bash", tmp_path / "page.sh"], cwd=folder, env=reader, capture_output=True, text=True, timeout=300
    )
    outcomes = re.findall(r"(.*?)^@@@ (\d+)\n", ran.stdout, re.MULTILINE | re.DOTALL)
    assert len(outcomes) == len(steps), ran.stdout + ran.stderr
    for step, (output, code) in zip(steps, outcomes, strict=True):
        assert int(code) == step.code, f"$ {step.command}\n{output}\nexit code {code}, not {step.code}"
        missing = first_missing(step, output)
        assert missing is None, f"$ {step.command}\n{output}\nthe page shows: {missing}"


# --- what pages name ----------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """Anchors of a page's headings, as GitHub and others make them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in LINK.findall(text):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{link} leads nowhere"
        if anchor:
            assert anchor in anchors(target), f"{link}: there is no such heading"


def registry_command() -> click.Group:
    from registry.cli.app import registry

    return registry


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that words name, and its names."""
    command: click.Command = registry_command()
    names = []
    for word in words:
        if not isinstance(command, click.Group):
            break
        found = command.get_command(click.Context(command), word) if not word.startswith("-") else None
        if found is None:
            if command.name == "registry" and not word.startswith("-"):
                raise AssertionError(f"there is no command {word!r}")
            continue
        command, names = found, [*names, word]
    return command, names


def options_of(command: click.Command) -> set[str]:
    own = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    return own | {"--help", "-h"}


def all_commands(
    command: click.Command, names: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield names, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from all_commands(found, (*names, name))


def calls_of(page: Path) -> Iterator[list[str]]:
    """Every call of ``registry`` on a page, in console blocks and in running text, as words."""
    text = page.read_text(encoding="utf-8")
    lines = [part for step in steps_of(page) for part in step.command.splitlines()]
    lines += SPAN.findall(re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    for line in lines:
        for part in re.split(r"\||&&|;|\$\(", line.split(" # ")[0]):
            if re.match(r"\s*registry( |$)", part):
                try:
                    yield shlex.split(part)[1:]
                except ValueError:
                    yield part.split()[1:]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_commands_and_options_that_a_page_names_exist(page: Path) -> None:
    everywhere = options_of(registry_command())
    for words in calls_of(page):
        command, names = command_of(words)
        known = options_of(command) | everywhere
        for word in words:
            option = word.partition("=")[0]
            if re.fullmatch(r"--[a-z][a-z-]*", option):
                assert option in known, f"registry {' '.join(names)} has no option {option}"
    known = set().union(*(options_of(command) for _, command in all_commands(registry_command())))
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for span in SPAN.findall(text):
        if option := re.match(r"--[a-z][a-z-]*", span):
            assert option[0] in known, f"no command has the option {option[0]}"


def test_every_command_has_a_page() -> None:
    named = {tuple(command_of(words)[1]) for page in PAGES for words in calls_of(page)}
    named |= {names[:1] for names in named}
    there = {names for names, _ in all_commands(registry_command()) if names}
    assert there <= named, f"no page tells of: {sorted(' '.join(one) for one in there - named)}"


def test_the_list_of_pages_is_complete() -> None:
    listed = set(LINK.findall((REPOSITORY / "docs" / "index.md").read_text(encoding="utf-8")))
    pages = {page.name for page in PAGES if page.parent.name == "docs"} - {"index.md"}
    assert pages <= listed, f"docs/index.md does not list {sorted(pages - listed)}"

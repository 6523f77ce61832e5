"""System calls of a process and its children, as `strace` tells them: parsed, in the order in which
they began and ended. What they mean for a disk is the business of `powercut.py`."""

import codecs
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CALLS = (
    "openat,open,creat,read,recvfrom,write,pwrite64,writev,pwritev,sendto,sendmsg,fsync,fdatasync,rename,renameat,"
    "renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,truncate,ftruncate,lseek,execve,sendfile,"
    "copy_file_range,fallocate,symlink,symlinkat,chdir"
)
# Longer than anything that a test writes at once.
LONGEST = 4 << 20

_LINE = re.compile(r"(\d+) +[\d:.]+ (.*)", re.DOTALL)
_RESUMED = re.compile(r"<\.\.\. (\w+) resumed>(.*)", re.DOTALL)
_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+)(.*)", re.DOTALL)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"(\.\.\.)?', re.DOTALL)
_DESCRIPTOR = re.compile(r"(-?\d+|AT_FDCWD)<((?:<?->|[^<>])*)>")


def strace(output: Path) -> list:
    """What to put before a command to have its calls written to `output`. The process that is started
    is the command's own, so that it gets the signals."""
    return ["strace", "-D", "-f", "-q", "-yy", "-tt", "-s", str(LONGEST), "-e", f"trace={CALLS}", "-e", "signal=none",
            "-o", str(output)]  # fmt: skip


@dataclass(eq=False)
class Call:
    """One call that succeeded: it began and ended at these lines of the trace."""

    began: int
    ended: int
    name: str
    args: str
    result: int
    opened: str
    # Where the process was.
    directory: str

    @cached_property
    def files(self) -> list:
        """What the descriptors among the arguments stand for."""
        return [path for _, path in _DESCRIPTOR.findall(self.args.split('"', 1)[0])]

    @cached_property
    def strings(self) -> list:
        """The strings among the arguments, as bytes."""
        found = []
        for text, cut in _STRING.findall(self.args):
            assert not cut, f"{self.name}: the trace does not show all bytes"
            found.append(codecs.escape_decode(text.encode("latin-1"))[0])
        return found

    @cached_property
    def numbers(self) -> list:
        """The plain numbers at the end of the arguments."""
        rest = self.args.rsplit('"', 1)[-1]
        return [int(number) for number in re.findall(r"(?<![<\w/])-?\d+(?![\w<])", rest)]

    @cached_property
    def paths(self) -> list:
        """The paths that it names, made absolute."""
        parts = re.split(r'(?=(?:AT_FDCWD|\d+)<)', self.args)
        whole = []
        for part in parts:
            at = _DESCRIPTOR.match(part)
            base = at.group(2) if at else self.directory
            for text, _ in _STRING.findall(part):
                path = codecs.escape_decode(text.encode("latin-1"))[0].decode()
                whole.append(path if path.startswith("/") else f"{base}/{path}")
        return [str(Path(path)) for path in whole]


def complete(output: Path, process: int) -> bool:
    """Whether the trace goes to the end of the process."""
    with open(output, "rb") as trace:
        trace.seek(max(0, output.stat().st_size - 4096))
        return re.search(rb"^%d .*\+\+\+ (exited|killed)" % process, trace.read(), re.MULTILINE) is not None


def parse(output: Path) -> list:
    """Every call that succeeded, in the order of their ends."""
    calls, pending, directories = [], {}, {}
    for number, line in enumerate(output.read_text(encoding="latin-1").splitlines()):
        match = _LINE.match(line)
        if not match:
            continue
        process, text = match.groups()
        if text.endswith("<unfinished ...>"):
            pending[process] = (number, text.removesuffix("<unfinished ...>"))
            continue
        began, resumed = number, _RESUMED.match(text)
        if resumed:
            began, first = pending.pop(process, (number, resumed.group(1) + "("))
            text = first + resumed.group(2)
        call = _CALL.match(text)
        if call and int(call.group(3)) >= 0:
            name, args, result, rest = call.groups()
            opened = _DESCRIPTOR.match(result + rest)
            if at := re.search(r"AT_FDCWD<([^>]*)>", args.split('"', 1)[0]):
                directories[process] = at.group(1)
            opened = opened.group(2) if opened else ""
            calls.append(Call(began, number, name, args, int(result), opened, directories.get(process, "")))
            if name == "chdir":
                directories[process] = calls[-1].paths[0]
    return calls

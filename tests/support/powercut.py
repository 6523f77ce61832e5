"""A disk in memory that loses everything which was not synced: told the calls of a trace, it knows
what a machine would find after a power cut at any of them.

It is as strict as POSIX allows: bytes are on the disk when their file was synced after they were
written, names when their directory was synced after they were made, and nothing comes by itself."""

from dataclasses import dataclass, field
from pathlib import Path

WRITES = ("write", "pwrite64")
UNKNOWN = ("writev", "pwritev", "sendfile", "copy_file_range", "fallocate", "truncate")


@dataclass(eq=False)
class File:
    """Its bytes now and on the disk; `place` is where the next plain write goes."""

    now: bytearray = field(default_factory=bytearray)
    kept: bytes = b""
    place: int = 0


@dataclass(eq=False)
class Directory:
    """Its names now and on the disk."""

    now: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)


class Disk:
    """What is below `root`, which is empty at first."""

    def __init__(self, root: Path):
        self.root, self.top = str(root), Directory()

    def replay(self, calls: list, until: int):
        """Lets everything happen that ended before line `until`. A sync keeps what was there when it
        began."""
        syncs = {}
        steps = [(call.ended, 1, call) for call in calls] + [
            (call.began, 0, call) for call in calls if call.name in ("fsync", "fdatasync")
        ]
        for at, end, call in sorted(steps, key=lambda step: step[:2]):
            if at >= until:
                break
            if call.name in ("fsync", "fdatasync"):
                node = self.find(call.files[0]) if call.files else None
                if node is None:
                    continue
                if not end:
                    syncs[call] = (node, bytes(node.now) if isinstance(node, File) else dict(node.now))
                elif call in syncs:
                    node, node.kept = syncs.pop(call)
            else:
                self.apply(call)
        return self

    def apply(self, call):
        name = call.name
        if name in ("openat", "open", "creat"):
            self.open(call)
        elif name in WRITES and call.files and self.holds(call.files[0]):
            self.write(call)
        elif name == "ftruncate" and call.files and (file := self.find(call.files[0])):
            size = call.numbers[-1]
            file.now[size:] = bytes(max(0, size - len(file.now)))
        elif name == "lseek" and call.files and isinstance(file := self.find(call.files[0]), File):
            file.place = call.result
        elif name.startswith("rename"):
            source, target = call.paths[:2]
            if self.holds(source):
                self.name(target, self.forget(source))
        elif name.startswith("link"):
            source, target = call.paths[:2]
            if self.holds(target):
                self.name(target, self.find(source))
        elif name in ("unlink", "unlinkat", "rmdir"):
            self.forget(call.paths[0])
        elif name.startswith("mkdir"):
            self.name(call.paths[0], Directory())
        elif name.startswith("symlink"):
            self.name(call.paths[-1], File())  # git only tries whether it can
        elif name in UNKNOWN and call.files:
            assert not self.holds(call.files[0]), f"{name} is not modelled: {call.args[:200]}"

    def open(self, call):
        path = call.paths[0]
        if not self.holds(path):
            return
        file = self.find(path)
        if file is None and ("O_CREAT" in call.args or call.name == "creat"):
            self.name(path, file := File())
        if isinstance(file, File):
            if "O_TRUNC" in call.args:
                file.now.clear()
            file.place = len(file.now) if "O_APPEND" in call.args else 0

    def write(self, call):
        file, content = self.find(call.files[0]), call.strings[0][: call.result]
        if file is None:
            return  # it has no name any more
        at = call.numbers[-1] if call.name == "pwrite64" else file.place
        file.now[len(file.now) :] = bytes(max(0, at - len(file.now)))
        file.now[at : at + len(content)] = content
        if call.name == "write":
            file.place = at + len(content)

    # Names

    def holds(self, path: str) -> bool:
        return path.startswith(self.root + "/")

    def find(self, path: str):
        """What has this name now."""
        if path == self.root:
            return self.top
        if not self.holds(path):
            return None
        node = self.top
        for part in path[len(self.root) + 1 :].split("/"):
            node = node.now.get(part) if isinstance(node, Directory) else None
        return node

    def name(self, path: str, node):
        if self.holds(path) and node is not None:
            parent, _, last = path.rpartition("/")
            self.find(parent).now[last] = node

    def forget(self, path: str):
        parent, _, last = path.rpartition("/")
        directory = self.find(parent)
        return directory.now.pop(last, None) if isinstance(directory, Directory) else None

    # After the cut

    def lost(self) -> list:
        """Names and bytes that are there now and would not be after a power cut."""
        return sorted(self._lost("", self.top))

    def _lost(self, path: str, node):
        if isinstance(node, File):
            if bytes(node.now) != node.kept:
                yield f"bytes of {path}"
            return
        for name, below in node.now.items():
            if node.kept.get(name) is not below:
                yield f"name {path}/{name}"
            yield from self._lost(f"{path}/{name}", below)

    def kept(self, path: str):
        """The bytes that this name has after a power cut; None when it has none."""
        node = self.top
        for part in path[len(self.root) + 1 :].split("/"):
            node = node.kept.get(part) if isinstance(node, Directory) else None
        return node.kept if isinstance(node, File) else None

    def restore(self, to: Path, mode: int = 0o600):
        """Writes what a machine would find after a power cut into the empty directory `to`."""
        self._restore(self.top, to, mode)

    def _restore(self, node, to: Path, mode: int):
        for name, below in node.kept.items():
            path = to / name
            if isinstance(below, Directory):
                path.mkdir(0o700)
                self._restore(below, path, mode)
            else:
                path.write_bytes(below.kept)
                path.chmod(mode)

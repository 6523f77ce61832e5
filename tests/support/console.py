"""Our program on a pseudo-terminal, as a person at a screen sees it."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

from support.processes import PATIENCE, binary

# What moves the cursor back over lines and clears below.
REDRAW = re.compile(r"\x1b\[(\d+)A\r\x1b\[J")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Console:
    """One command whose standard error is a terminal; its standard output is a pipe."""

    def __init__(self, env: dict, *args: str, lines=40, columns=100):
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen, self.text = ours, ""
        self.child = subprocess.Popen(
            [binary(), *map(str, args)],
            env={"TERM": "xterm", **env},
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
            start_new_session=True,
            # As a terminal has it, even where the tests run in the background of a shell that ignores it.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        os.close(theirs)

    def read(self, within: float) -> bool:
        """Takes what is drawn; false at the end of the program's output."""
        if not select.select([self.screen], [], [], within)[0]:
            return True
        try:
            piece = os.read(self.screen, 65536)
        except OSError:  # how a terminal without a program ends
            return False
        self.text += piece.decode(errors="replace")
        return bool(piece)

    def until(self, probe, what: str):
        """Waits until the picture fits; gives it."""
        deadline = time.monotonic() + PATIENCE
        while not probe(self.picture()):
            assert time.monotonic() < deadline and self.read(0.5), f"waited in vain for {what}:\n{self.picture()}"
        return self.picture()

    def type(self, text: str):
        """Keys that a person presses."""
        os.write(self.screen, text.encode())

    def interrupt(self):
        self.child.send_signal(signal.SIGINT)

    def end(self):
        """Waits for the end; gives exit code and standard output."""
        deadline = time.monotonic() + PATIENCE
        while self.read(0.5):
            assert time.monotonic() < deadline, f"it does not end:\n{self.picture()}"
        os.close(self.screen)
        output = self.child.stdout.read().decode()
        self.child.stdout.close()
        return self.child.wait(PATIENCE), output

    def picture(self) -> str:
        """What is on the screen now, without colours."""
        lines = [""]
        rest = self.text
        while rest:
            found = REDRAW.match(rest)
            if found:
                up = int(found.group(1))
                lines = lines[: len(lines) - 1 - up] + [""]
                rest = rest[found.end() :]
            elif rest[0] == "\n":
                lines.append("")
                rest = rest[1:]
            else:
                lines[-1] += rest[0]
                rest = rest[1:]
        return COLOUR.sub("", "\n".join(lines).replace("\r", ""))

"""A process that has given up the network for good: a seccomp filter refuses every system call that could open a connection or start a program.

Linux on x86-64 and 64-bit ARM; elsewhere `confine` says so and the caller goes without. What is open already stays usable.
"""

import ctypes
import errno
import platform
import struct
import sys

# Numbers of: socket, socketpair, bind, connect, listen, ptrace, execve, execveat, io_uring_setup
CALLS = {
    "x86_64": (0xC000003E, (41, 53, 49, 42, 50, 101, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 199, 200, 203, 201, 117, 221, 281, 425)),
}
X32 = 0x40000000  # the other call table of x86-64
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | errno.EACCES, 0x80000000
NO_NEW_PRIVILEGES, SECCOMP, FILTER, DEATH_SIGNAL = 38, 22, 2, 1


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def confine() -> bool:
    """From here on, threads and children included; False where there is no seccomp. Raises OSError when the kernel refuses."""
    known = CALLS.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    code = _program(*known)
    program = _Program(len(code) // 8, code)
    _control(NO_NEW_PRIVILEGES, 1)
    _control(SECCOMP, FILTER, ctypes.addressof(program))
    return True


def die_with_parent(signal: int) -> None:
    """Has the kernel send this process the signal when its parent ends; Linux only."""
    if sys.platform == "linux":
        _control(DEATH_SIGNAL, signal)


def _program(machine: int, refused: tuple[int, ...]) -> bytes:
    """Berkeley packet filter over the call's number (offset 0) and architecture (offset 4)."""
    steps = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, machine), (RETURN, 0, 0, KILL), (LOAD, 0, 0, 0), (AT_LEAST, len(refused) + 1, 0, X32)]
    steps += [(EQUAL, len(refused) - place, 0, number) for place, number in enumerate(refused)]
    steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _control(option: int, *values: int) -> None:
    arguments = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    if ctypes.CDLL(None, use_errno=True).prctl(option, *arguments) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}) was refused; query workers cannot be confined on this kernel")

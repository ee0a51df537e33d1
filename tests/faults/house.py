"""What the fault tests share: a house of their own to break, and a count of what held.

Only the standard library. A test starts its own server on a free port of 127.0.0.1, with a store in
a directory of its own, and ends only what it started.
"""
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LONG = '--long' in sys.argv


def binary():
    return os.environ.get('EAVES', os.path.join(ROOT, 'build', 'eaves'))


class Count:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, what, ok, more=''):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print(f'FAILED {what} {more}')
        return ok

    def end(self):
        print(f'{self.passed} passed, {self.failed} failed')
        sys.exit(1 if self.failed else 0)


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def exchange(port, data, timeout=5, parts=None, pause=0.0):
    """Sends raw bytes, reads until the server closes or is silent; all it said."""
    said = b''
    with socket.create_connection(('127.0.0.1', port), timeout=timeout) as s:
        try:
            for piece in parts or [data]:
                s.sendall(piece)
                time.sleep(pause)
            while True:
                more = s.recv(65536)
                if not more:
                    break
                said += more
        except (socket.timeout, ConnectionError, BrokenPipeError):
            pass
    return said


def status_of(said):
    return int(said[9:12]) if said[:7] == b'HTTP/1.' and said[9:12].isdigit() else 0

"""What the fault tests share: a house of their own to break, and a count of what held.

Only the standard library. A test starts its own server on a free port of 127.0.0.1, with a store in
a directory of its own, and ends only what it started.
"""
import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LONG = '--long' in sys.argv
BINARY = os.path.abspath(os.environ.get('EAVES', os.path.join(ROOT, 'build', 'eaves')))


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


class House:
    """A migrated store, with the demo's area unless demo=False, served; `with House() as h`: h.port."""

    def __init__(self, *options, where=None, env=None, suffix='', demo=True):
        self.dir = where or tempfile.mkdtemp(prefix='eaves-fault-')
        self.own_dir = where is None
        self.options = [o.replace('{dir}', self.dir) for o in options]
        self.env, self.demo = env or {}, demo
        self.store = os.path.join(self.dir, 'eaves.db')
        self.files = os.path.join(self.dir, 'files')
        self.address = f'sqlite:{self.store}{suffix}'
        self.process = None
        self.port = 0

    def command(self, *words, **more):
        args = [BINARY, *words, '--store', self.address, '--files', self.files,
                '--key', self.dir + '/key']
        return subprocess.run(args, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              env={**os.environ, **self.env}, timeout=120, **more)

    def make(self):
        if not os.path.exists(self.store):
            self.command('migrate')
            if self.demo:
                self.command('demo')
        return self

    def start(self):
        self.log = open(self.dir + '/log', 'ab')
        at = self.log.tell()
        port = self.port or 0
        args = [BINARY, 'serve', '--store', self.address, '--files', self.files,
                '--key', self.dir + '/key', '--listen', f'127.0.0.1:{port}', '--quiet', *self.options]
        self.process = subprocess.Popen(args, stderr=self.log, stdout=subprocess.DEVNULL,
                                        env={**os.environ, **self.env})
        for _ in range(600):
            said = open(self.dir + '/log', 'rb').read()[at:].decode('utf-8', 'replace')
            if '--log' in self.options:
                named = self.options[self.options.index('--log') + 1]
                said += open(named, errors='replace').read() if os.path.exists(named) else ''
            found = re.search(r'event=ready.* address=127\.0\.0\.1:(\d+)', said)
            if found:
                self.port = int(found.group(1))
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError('the server did not start: ' + said[-2000:])

    def children(self):
        """pid -> role of the server's own children."""
        pid = self.process.pid
        out = {}
        for child in open(f'/proc/{pid}/task/{pid}/children').read().split():
            try:
                out[int(child)] = open(f'/proc/{child}/comm').read().strip()
            except OSError:
                pass
        return out

    def kill(self, pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def kill_all(self):
        """The parent first, so that nothing is restarted; then its children: all at once, as near
        as one process can."""
        children = list(self.children())
        self.kill(self.process.pid)
        for pid in children:
            self.kill(pid)
        self.process.wait()
        for _ in range(500):  # orphans die in their own time, and hold the address until then
            if not any(os.path.exists(f'/proc/{pid}') for pid in children):
                break
            time.sleep(0.01)
        self.process = None

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill_all()
                return None
        code = self.process.returncode if self.process else None
        self.process = None
        return code

    def __enter__(self):
        try:
            return self.make().start()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        if self.process:
            self.stop()
        if self.own_dir:
            shutil.rmtree(self.dir, ignore_errors=True)

    def rows(self, sql, *values):
        db = sqlite3.connect(f'file:{self.store}?mode=ro', uri=True, timeout=10)
        try:
            return db.execute(sql, values).fetchall()
        finally:
            db.close()


class Visitor:
    """A browser: one kept connection, cookies, the csrf token of the last form."""

    def __init__(self, port, timeout=20):
        self.port, self.timeout = port, timeout
        self.cookies, self.csrf = {}, ''
        self.connection = None

    def ask(self, method, path, body=None, headers=None):
        """(status, headers, text); ConnectionError or OSError when there was no answer."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=self.timeout)
        sent = {'Host': f'127.0.0.1:{self.port}', 'Cookie': '; '.join(f'{k}={v}' for k, v in self.cookies.items()),
                **(headers or {})}
        try:
            self.connection.request(method, path, body, sent)
            r = self.connection.getresponse()
            text = r.read().decode('utf-8', 'replace')
        except (OSError, http.client.HTTPException) as e:
            self.connection.close()
            self.connection = None
            raise ConnectionError(str(e)) from e
        for name, value in r.getheaders():
            if name.lower() == 'set-cookie':
                key, _, rest = value.partition('=')
                self.cookies[key] = rest.split(';')[0]
        found = re.search(r'name="?csrf"? value="?([0-9a-f]+)', text)
        self.csrf = found.group(1) if found else self.csrf
        return r.status, dict((k.lower(), v) for k, v in r.getheaders()), text

    def get(self, path):
        return self.ask('GET', path)

    def post(self, path, key=None, **fields):
        fields = {'csrf': self.csrf, 'act': key or secrets.token_hex(16), **fields}
        return self.ask('POST', path, urllib.parse.urlencode(fields),
                        {'Content-Type': 'application/x-www-form-urlencoded'})


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
        except OSError:
            pass
    return said


def status_of(said):
    return int(said[9:12]) if said[:7] == b'HTTP/1.' and said[9:12].isdigit() else 0

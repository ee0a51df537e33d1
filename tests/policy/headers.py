#!/usr/bin/env python3
"""headers.py EAVES: every GET route of a demo area as a visitor and as the secretary: what each
answer must say to the browser. Ends with "N passed, N failed"."""
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

CSP = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'",
       "base-uri 'none'", "frame-ancestors 'none'"]
passed = failed = 0


def check(ok, why):
    global passed, failed
    passed += ok
    failed += not ok
    if not ok:
        print('FAIL headers:', why)


def ask(port, method, path, cookie='', body=None):
    c = http.client.HTTPConnection('127.0.0.1', port, timeout=20)
    kind = {'Content-Type': 'application/x-www-form-urlencoded'} if body else {}
    c.request(method, path, body, {'Cookie': cookie, **kind})
    r = c.getresponse()
    text = r.read()
    c.close()
    return r, text


def cookies(r):
    return dict(v.split(';')[0].split('=', 1) for k, v in r.getheaders() if k.lower() == 'set-cookie')


def said(jar):
    return '; '.join(f'{k}={v}' for k, v in jar.items())


def secretary(port):
    r, text = ask(port, 'GET', '/demo')
    jar = cookies(r)
    proof = re.findall(rb'name="(csrf|act)" value="(\w+)"', text)
    form = {k.decode(): v.decode() for k, v in proof}
    r, _ = ask(port, 'POST', '/demo', said(jar), urllib.parse.urlencode({**form, 'who': 'secretary'}))
    check(r.status == 303, f'the secretary of the demo: {r.status}')
    return said({**jar, **cookies(r)})


def look(port, path, who, cookie):
    r, _ = ask(port, 'GET', path, cookie)
    h = {k.lower(): v for k, v in r.getheaders()}
    at = f'{path} as {who} ({r.status})'
    check(r.status < 500, at)
    csp = h.get('content-security-policy', '')
    for part in CSP:
        check(part in csp, f'{at}: no {part}')
    check("'unsafe" not in csp, f'{at}: unsafe')
    check(h.get('x-content-type-options') == 'nosniff', f'{at}: nosniff')
    check('referrer-policy' in h, f'{at}: referrer')
    kept = h.get('cache-control', '')
    if cookie and path != '/healthz':
        check('public' not in kept and ('private' in kept or 'no-store' in kept), f'{at}: kept "{kept}"')


def main():
    eaves = os.path.abspath(sys.argv[1])
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        port = s.getsockname()[1]
    with tempfile.TemporaryDirectory() as tmp:
        on = ['--store', f'sqlite:{tmp}/s.db', '--files', f'{tmp}/files', '--key', f'{tmp}/key',
              '--url', f'http://127.0.0.1:{port}']
        for verb in ('migrate', 'demo'):
            subprocess.run([eaves, verb, *on], check=True, capture_output=True)
        with open(f'{tmp}/log', 'w', encoding='utf-8') as log:
            server = subprocess.Popen([eaves, 'serve', *on, '--listen', f'127.0.0.1:{port}'], stdout=log, stderr=log)
        try:
            for _ in range(100):
                try:
                    ask(port, 'GET', '/healthz')
                    break
                except OSError:
                    time.sleep(0.1)
            cookie = secretary(port)
            routes = subprocess.run([eaves, 'routes'], check=True, capture_output=True, text=True).stdout
            for line in routes.splitlines()[1:]:
                method, path = line.split('\t')[:2]
                if method == 'GET':
                    path = re.sub(r':\w+', '7', path.replace(':area', 'ly'))
                    look(port, path, 'visitor', '')
                    look(port, path, 'secretary', cookie)
        finally:
            server.terminate()
            server.wait()
    print(f'{passed} passed, {failed} failed')
    return failed != 0


sys.exit(main())

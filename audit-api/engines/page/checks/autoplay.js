// ACT 80f0bf and 4c31df: sound that starts by itself and lasts longer than three seconds can be stopped.
(() => {
  const SHORT_SECONDS = 3;
  const CONTROL = /\b(pause|stop|mute|unmute|sound|volume|play|silence|audio|pausar|arrêter|anhalten|stumm|ton)\b/i;

  // How much of it plays, where the address says so or the browser knows; otherwise for ever.
  const seconds = (media) => {
    const fragment = /#.*\bt=(?:npt:)?([\d.]*)(?:,([\d.]+))?/.exec(media.currentSrc || media.src || source(media));
    if (fragment?.[2] !== undefined && !media.loop) {
      return Number(fragment[2]) - Number(fragment[1] || 0);
    }
    return Number.isFinite(media.duration) && !media.loop ? media.duration : Infinity;
  };

  const source = (media) => media.querySelector('source[src]')?.getAttribute('src') ?? '';

  // An audio element is there to be heard; of a video only its decoder knows whether there is anything to hear.
  const isHeard = (media) => media.localName === 'audio' || (media.webkitAudioDecodedByteCount ?? 0) > 0;

  const hasControl = () =>
    tandem
      .all('button, [role=button], input[type=button], [role=switch], [role=checkbox], input[type=checkbox], a[href]')
      .some((control) => tandem.exposed(control) && tandem.visible(control) && CONTROL.test(tandem.name(control)));

  const playsLong = (media) =>
    media.autoplay &&
    !media.muted &&
    !media.hasAttribute('muted') &&
    (media.currentSrc || media.src || source(media)) !== '' &&
    seconds(media) > SHORT_SECONDS;

  tandem.checks.push({
    id: 'autoplay',
    title: 'Sound that starts by itself must be possible to stop',
    criteria: ['1.4.2'],
    impact: 'serious',
    run: () => {
      const playing = tandem.all('audio[autoplay], video[autoplay]').filter((media) => playsLong(media));
      const alone = playing.filter((media) => !media.controls || !tandem.exposed(media));
      if (alone.length === 0 || hasControl()) {
        return [];
      }
      return alone.map((element) => ({
        element,
        certain: isHeard(element),
        message:
          'It starts to play by itself and has nothing to stop it or turn it down with, which drowns a screen reader. ' +
          'Add "controls", leave out "autoplay", or start it with "muted".',
      }));
    },
  });
})();

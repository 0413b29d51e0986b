// ACT fd3a94: links that are called the same, with nothing around them to tell them apart, lead to the same place.
(() => {
  // What the address is called, not where it leads.
  const TRACKING = /^(utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|_ga|_gl|ref|referrer|source|src|from|campaign|cid|sid)$/i;

  const address = (link) => {
    const target =
      link.getAttribute('href') ??
      link.getAttribute('xlink:href') ??
      /\blocation(?:\.href)?\s*=\s*['"]([^'"]+)/.exec(link.getAttribute('onclick') ?? '')?.[1];
    try {
      const url = new URL(target, document.baseURI);
      return /^https?:$/.test(url.protocol) ? url : null;
    } catch {
      return null;
    }
  };

  const site = (url) => url.hostname.replace(/^www\./, '');

  const query = (url) =>
    [...url.searchParams]
      .filter(([name]) => !TRACKING.test(name))
      .map((pair) => pair.join('='))
      .sort()
      .join('&');

  // Two addresses may well show the same page. Not when one document is asked for two things, nor at two sites.
  const leadApart = (one, other) =>
    one.href !== other.href &&
    (site(one) !== site(other) ||
      (one.pathname === other.pathname && query(one) !== '' && query(other) !== '' && query(one) !== query(other)));

  // Asked of many links before anything that is dearer: whether any two of them may lead apart.
  const mayLeadApart = (links) => {
    const places = [...new Map(links.map(({ url }) => [url.href, url])).values()];
    return (
      new Set(places.map(site)).size > 1 ||
      new Set(places.filter((url) => url.search !== '').map((url) => url.pathname)).size <
        places.filter((url) => url.search !== '').length
    );
  };

  // What a part of the page says besides the link in it.
  const besides = (link, part) => {
    if (part === link) {
      return '';
    }
    const said = tandem.plain(textOf(part));
    const own = tandem.plain(textOf(link));
    return own === '' ? said : said.replace(own, '');
  };

  const texts = new WeakMap();

  const textOf = (element) => {
    if (!texts.has(element)) {
      const pictures = [...element.querySelectorAll('[alt]')].map((image) => image.alt).join(' ');
      texts.set(element, `${element.textContent} ${pictures}`.toLowerCase());
    }
    return texts.get(element);
  };

  const parentOf = (element) => element.parentElement ?? element.getRootNode().host ?? null;

  const ancestors = (element) => {
    const line = [];
    for (let up = element; up !== null; up = parentOf(up)) {
      line.push(up);
    }
    return line;
  };

  const described = (link) =>
    (link.getAttribute('aria-describedby') ?? '')
      .split(/\s+/)
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .concat(link.getAttribute('title') ?? '')
      .join(' ');

  // The largest part of the page that holds one link and not the other says what is said of this one alone.
  const toldApart = (one, other) => {
    const line = ancestors(other);
    const apart = (link, others) => ancestors(link).filter((element) => !others.includes(element)).at(-1);
    const mine = apart(one, line);
    const theirs = apart(other, ancestors(one));
    if (mine === undefined || theirs === undefined) {
      return true; // One is within the other.
    }
    return besides(one, mine) !== besides(other, theirs) || described(one) !== described(other);
  };

  const grouped = (items, key) => {
    const groups = new Map();
    for (const item of items) {
      const name = key(item);
      if (name !== '') {
        groups.set(name, [...(groups.get(name) ?? []), item]);
      }
    }
    return [...groups.values()].filter((group) => group.length > 1);
  };

  // Near enough to leave out the many links that nothing else is called like; a name that is elsewhere may be any.
  const likely = ({ link }) =>
    link.hasAttribute('aria-labelledby')
      ? '*'
      : tandem.plain(link.getAttribute('aria-label') ?? textOf(link)).toLowerCase() || (link.getAttribute('title') ?? '').toLowerCase() || '*';

  const byName = () => {
    const links = tandem
      .all('a[href], area[href], [role=link]')
      .map((link) => ({ link, url: address(link) }))
      .filter(({ url }) => url !== null);
    const candidates = grouped(links, likely)
      .filter(mayLeadApart)
      .flat()
      .filter(({ link }) => tandem.role(link) === 'link' && tandem.exposed(link));
    return grouped(candidates, ({ link }) => tandem.plain(tandem.name(link)).toLowerCase());
  };

  const MOST = 40;

  // Each link but the first of its kind: the first one is where the name is right.
  const confused = (group) => {
    const some = group.slice(0, MOST);
    return some
      .filter(({ link, url }, index) =>
        some
          .slice(0, index)
          .some((earlier) => leadApart(earlier.url, url) && !toldApart(earlier.link, link)),
      )
      .map(({ link }) => link);
  };

  tandem.checks.push({
    id: 'same-link',
    title: 'Links with the same name and nothing to tell them apart must lead to the same place',
    criteria: ['2.4.4'],
    impact: 'moderate',
    run: () =>
      byName()
        .flatMap(confused)
        .map((element) => ({
          element,
          message:
            'Another link is called the same, has nothing else around it, and leads somewhere else. ' +
            'Say in the link, or beside it in the same sentence or list item, where it leads.',
        })),
  });
})();

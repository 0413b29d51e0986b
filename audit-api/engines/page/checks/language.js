// ACT off6ek and ucwvc8: text is in the language that its element says. Decided only where the words leave no doubt: by
// small words that one language has and the other lacks.
(() => {
  const WORDS = {
    en: 'the and of to in is that it with for you this are not have from they which but his were been their would there he she what into',
    de: 'der die und das ist nicht mit den auf für eine ein sich von dem des auch werden sind wird oder als bei nach zum zur über einen wir sie ich',
    fr: 'le la les et des est une pour dans que qui pas sur avec par ce cette sont vous nous il elle au aux mais ou plus votre leur être du',
    es: 'el la los las y de que en una por con para es no se del al lo como más pero sus este esta ha muy sobre también entre hasta',
    it: 'il la di che e è un una per con non sono del della dei le gli nel alla si come anche più questo questa ma lo dal ed delle',
    pt: 'o a os as de que e em um uma para com não por mais dos das se na no ao como mas foi ele ela são pelo pela você também',
    nl: 'de het een en van is dat op te met voor niet zijn aan er maar om ook als bij naar uit wordt door nog hij deze worden dan kan',
    sv: 'och att det som en på är av för med den till inte har de ett om vi från men kan ska eller när efter sig vid också han jag',
    da: 'og at det en den til er som på de med af for ikke der var han et har jeg om vi kan men fra også efter eller blev hvor',
    no: 'og i det på som er en til av med for at han ikke den har de om et fra jeg men seg vi etter også ble kan eller hvor',
    fi: 'ja on ei että se oli hän mutta kun niin ovat myös tai joka sen ole kuin voi tämä mitä jos sitä hänen sekä vain nyt siitä',
    pl: 'i w na z się nie że do to jest jak za od po przez dla ale co są czy przy może oraz tym jego który która które tego',
    cs: 'a se v na je že s z do i o to jako za po by ve pro ale jsou od nebo který která jeho byl při tak také není',
    hu: 'a az és hogy nem is egy van ez meg volt csak de már ha mint még vagy el kell lehet azt ki mert minden amely nagyon',
    tr: 've bir bu için ile da de çok daha olarak gibi ne var olan en kadar sonra ama değil veya her o mi ya ki tarafından',
    ro: 'și de la în a cu pe nu este un o care din că pentru mai sau să se au prin dar ca după sunt fost această lui',
  };

  // Danish and Norwegian share too many of their words to be told apart by them.
  const ALIKE = [['da', 'no']];

  const SCRIPTS = {
    Cyrillic: ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk', 'ky', 'mn', 'tg', 'uz', 'tt'],
    Greek: ['el'],
    Arabic: ['ar', 'fa', 'ur', 'ps', 'ckb', 'ug', 'sd', 'ku'],
    Hebrew: ['he', 'yi'],
    Han: ['zh', 'ja', 'yue', 'ko'],
    Hiragana: ['ja'],
    Hangul: ['ko'],
    Thai: ['th'],
    Devanagari: ['hi', 'mr', 'ne', 'sa'],
  };

  const lists = Object.fromEntries(
    Object.entries(WORDS).map(([language, words]) => [language, new Set(words.split(' '))]),
  );

  const primary = (tag) => {
    const language = tag.trim().toLowerCase().split(/[-_]/)[0];
    return language === 'nb' || language === 'nn' ? 'no' : language;
  };

  // Asked of nearly every page, and nearly always in vain: a pattern of Unicode's is dear to make.
  const BEYOND_LATIN = /[^\0-\u024f]/g;

  const isMost = (letters, pattern) => (letters.match(pattern) ?? []).length > 0.8 * letters.length;

  const otherScript = (words, language) => {
    const letters = words.join('');
    if (letters.length < 20 || !isMost(letters, BEYOND_LATIN)) {
      return null;
    }
    const script = Object.keys(SCRIPTS).find((name) => isMost(letters, new RegExp(`\\p{Script=${name}}`, 'gu')));
    return script === undefined || SCRIPTS[script].includes(language) ? null : script;
  };

  // The language that has far more of the text's small words than the one that it says.
  const otherWords = (words, language, least) => {
    const only = (mine, not) => words.filter((word) => lists[mine].has(word) && !lists[not].has(word));
    const clear = Object.keys(lists).filter((other) => {
      if (other === language || ALIKE.some((pair) => pair.includes(other) && pair.includes(language))) {
        return false;
      }
      const theirs = only(other, language);
      return (
        theirs.length >= least &&
        new Set(theirs).size >= Math.min(3, least) &&
        theirs.length >= 0.2 * words.length &&
        only(language, other).length <= theirs.length / 5
      );
    });
    return clear.length === 0
      ? null
      : clear.reduce((best, other) => (only(other, language).length > only(best, language).length ? other : best));
  };

  tandem.languageOtherThan = (text, tag, least) => {
    const language = primary(tag);
    if (!(language in lists)) {
      return null;
    }
    const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
    return otherWords(words, language, least) ?? otherScript(words, language);
  };

  const MOST = 20000;

  // The text that has this element's language and no other's.
  const textOf = (element) => {
    let text = '';
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        return NodeFilter.FILTER_ACCEPT;
      }
      const skipped = node.matches('[lang], [translate=no], code, pre, kbd, samp, script, style, noscript, template, svg');
      return skipped || node.ariaHidden === 'true' || !tandem.shown(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    while (text.length < MOST && walker.nextNode()) {
      text += walker.currentNode.data + ' ';
    }
    return text;
  };

  const called = (language) =>
    language in WORDS ? new Intl.DisplayNames('en', { type: 'language' }).of(language) : `the ${language} script`;

  const found = (element, whole) => {
    const text = textOf(element);
    const other = tandem.languageOtherThan(text, element.lang, whole ? 8 : 3);
    return other === null
      ? []
      : [
          {
            element,
            message:
              `The text is in ${called(other)}, but "lang" says "${element.lang}"; a screen reader will pronounce it ` +
              'wrong. Name the language that it is in.',
          },
        ];
  };

  const check = (id, title, criterion, run, wholePage) =>
    tandem.checks.push({ id, title, criteria: [criterion], impact: 'serious', wholePage, run });

  check(
    'page-language',
    "The page's language must be the one that it says",
    '3.1.1',
    () => (document.documentElement.lang ? found(document.documentElement, true) : []),
    true,
  );
  check('part-language', "A part's language must be the one that it says", '3.1.2', () =>
    tandem
      .all('body[lang], body [lang]')
      .filter((element) => element.lang && tandem.exposed(element))
      .slice(0, 200)
      .flatMap((element) => found(element, false)),
  );
})();

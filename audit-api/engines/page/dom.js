// What the checks ask of the page. axe's tree answers, shadow trees included.
tandem.all = (selector) => axe.utils.querySelectorAll(axe._tree[0], selector).map((node) => node.actualNode);
tandem.role = (element) => axe.commons.aria.getRole(element);
tandem.name = (element) => axe.commons.text.accessibleText(element).trim();

// Whether assistive technology is told of it.
tandem.exposed = (element) => axe.commons.dom.isVisibleToScreenReaders(element);

// Every element below the body, those in open shadow trees included; without axe's tree, for checks that run later.
tandem.elements = (root = document.body) => {
  const found = [...(root?.querySelectorAll('*') ?? [])];
  return found.concat(found.flatMap((element) => (element.shadowRoot ? tandem.elements(element.shadowRoot) : [])));
};

// The browser's own word for what is drawn; axe's is more exact and dearer.
tandem.shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

tandem.visible = (element) => axe.commons.dom.isVisibleOnScreen(element);

tandem.plain = (text) => text.replace(/\s+/g, ' ').trim();

package dev.tandem.audit.lighthouse;

/// The device that Lighthouse pretends to be: it decides screen, identity, simulated network and processor.
public enum FormFactor {
    MOBILE("mobile"),
    DESKTOP("desktop");

    private final String id;

    FormFactor(String id) {
        this.id = id;
    }

    /// Lighthouse's own name of the form factor.
    public String id() {
        return id;
    }
}

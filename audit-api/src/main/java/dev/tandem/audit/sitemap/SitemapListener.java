package dev.tandem.audit.sitemap;

/// Hears what a sitemap names, while it is read.
public interface SitemapListener {

    /// A page of the sitemap's own host, as it is written there; not checked otherwise.
    void page(String address);

    /// An entry that is not followed.
    ///
    /// @param reason goes on after the address, such as "is on another host."
    void refused(String address, String reason);

    /// Another file begins: the reading goes on.
    void stillReading();
}

package dev.tandem.audit.sitemap;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much of a sitemap is read.
@ConfigMapping(prefix = "audit.sitemap")
public interface SitemapConfig {

    /// How many files an index may name.
    @WithDefault("200")
    int files();

    /// The length of one file after unpacking; the protocol's own limit.
    @WithDefault("50M")
    MemorySize fileBytes();

    /// The length of all files together after unpacking.
    @WithDefault("200M")
    MemorySize totalBytes();

    /// How long a server may be silent.
    @WithDefault("PT15S")
    Duration silence();

    /// How long one file may take.
    @WithDefault("PT2M")
    Duration fileTimeout();
}

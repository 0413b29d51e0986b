/// The service's entry point. Everything else is in a package per feature; who may import whom is written down in
/// `ArchitectureTest`.
@NullMarked
package dev.tandem.audit;

import org.jspecify.annotations.NullMarked;

/// The filtering proxy that every browser goes through: it looks names up, judges the addresses, and dials the very
/// address that it judged, within a scan's limits. Imports `common` and nothing else of ours.
@NullMarked
package dev.tandem.audit.egress;

import org.jspecify.annotations.NullMarked;

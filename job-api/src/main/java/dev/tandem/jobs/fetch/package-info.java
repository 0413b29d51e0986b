/// How a board is fetched: the fetchers' common interface, which of them reads a board, and how rows and pages make a
/// listing. May import `dev.tandem.jobs.client`, `dev.tandem.jobs.listing` and `dev.tandem.jobs.source`.
@NullMarked
package dev.tandem.jobs.fetch;

import org.jspecify.annotations.NullMarked;

/// Starts everything on one machine: PostgreSQL, Redis, both services. Knows the services only by their jars.
@NullMarked
package dev.tandem.local;

import org.jspecify.annotations.NullMarked;

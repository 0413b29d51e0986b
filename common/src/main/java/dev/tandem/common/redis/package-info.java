/// What the services do with Redis beside the typed client: leases. Redis never is the only one to know a thing.
@NullMarked
package dev.tandem.common.redis;

import org.jspecify.annotations.NullMarked;

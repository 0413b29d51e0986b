/// What the tests of all modules share: a real PostgreSQL, a real Redis, tokens, requests and what is answered to them,
/// an OpenID provider to stand in, a clock to move and the rules of the house. Travels as this module's test-jar.
@NullMarked
package dev.tandem.common.testing;

import org.jspecify.annotations.NullMarked;

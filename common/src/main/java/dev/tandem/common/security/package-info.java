/// Who may ask, and at which address: the Host check, three strategies of bearer tokens, browser sessions and their
/// protection against forged requests, and [dev.tandem.common.security.Caller], which is all that the rest of a service
/// knows about whoever asks. Imports [dev.tandem.common.problem].
@NullMarked
package dev.tandem.common.security;

import org.jspecify.annotations.NullMarked;

/// Which addresses may be reached: one classifier for every outgoing connection that a user's input can steer. A caller
/// asks [EgressGuard] for the addresses of a host and then dials one of exactly those, never the name. Imports nothing
/// of ours.
@NullMarked
package dev.tandem.common.egress;

import org.jspecify.annotations.NullMarked;

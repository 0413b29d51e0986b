@org.jspecify.annotations.NullMarked
package dev.tandem.audit;

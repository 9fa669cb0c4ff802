/**
 * The events of an auction house after the public Nexmark model, as pure functions of a seed and an
 * event's number, and the files they are written to.
 *
 * <p>Read {@link io.millrace.bench.nexmark.event.EventModel}, then {@link
 * io.millrace.bench.nexmark.event.EventColumns}. No measuring here.
 */
package io.millrace.bench.nexmark.event;

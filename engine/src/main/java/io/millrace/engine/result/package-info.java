/** What statements give back: {@link io.millrace.engine.result.Result}. Promised to embedders. */
package io.millrace.engine.result;

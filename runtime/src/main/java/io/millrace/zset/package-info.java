/** Z-sets: consolidation (once, here) and what weights mean. */
package io.millrace.zset;

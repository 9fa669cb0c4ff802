package io.millrace.operator;

/** One column of an order. */
public record SortColumn(int column, boolean descending, boolean nullsFirst) {}

package io.millrace.operator.order;

/** One column of an order. */
public record SortColumn(int column, boolean descending, boolean nullsFirst) {}

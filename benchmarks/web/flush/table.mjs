/** Prints rows of columns; the first column is text, the others are figures. */
export function printTable(title, columns, rows) {
  const cells = [columns, ...rows.map(row => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...cells.map(row => row[column].length)));
  console.log(`\n${title}`);
  for (const row of cells) {
    console.log(`  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  ")}`);
  }
}

# The terms that R makes of formulas, for test/formula/terms.test.ts. Run from the repository's root:
#   Rscript test/formula/golden/make-golden.R
# Reads golden/formulas.txt (one formula a line) and writes golden/terms.tsv: formula, intercept, term labels by "|".
folder <- file.path("test", "formula", "golden")
formulas <- readLines(file.path(folder, "formulas.txt"), encoding = "UTF-8")
formulas <- formulas[nzchar(formulas) & !startsWith(formulas, "#")]
rows <- vapply(formulas, function(text) {
  parsed <- terms(as.formula(text), keep.order = FALSE)
  paste(text, attr(parsed, "intercept"), paste(attr(parsed, "term.labels"), collapse = "|"), sep = "\t")
}, "")
writeLines(c(paste0("# ", R.version.string), rows), file.path(folder, "terms.tsv"), useBytes = TRUE)

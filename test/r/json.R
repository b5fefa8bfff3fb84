# JSON by hand, so that every number keeps all its 17 digits. NA, NaN and Inf become null.
as_json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    inner <- vapply(x, as_json, "")
    if (!is.null(names(x))) return(paste0("{", paste0("\"", names(x), "\":", inner, collapse = ",\n"), "}"))
    return(paste0("[", paste(inner, collapse = ",\n"), "]"))
  }
  scalar <- inherits(x, "scalar")
  x <- unclass(x)
  text <- if (is.character(x)) paste0("\"", x, "\"")
  else if (is.logical(x)) ifelse(is.na(x), "null", ifelse(x, "true", "false"))
  else ifelse(is.finite(x), sprintf("%.17g", x), "null")
  if (scalar) text else paste0("[", paste(text, collapse = ","), "]")
}
one <- function(x) structure(unname(x), class = "scalar")

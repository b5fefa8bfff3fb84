# Writes golden/model-frames.json: a small data set and what R's model.frame and model.matrix make of it, formula by
# formula, with treatment contrasts and with unused levels dropped, as lm() and glm() do.
# Run from the repository root: Rscript test/data/make-golden.R

set.seed(20)
n <- 40
scale_labels <- c("Strongly disagree", "Somewhat disagree", "Neutral", "Somewhat agree", "Strongly agree")
people <- data.frame(
  show_data = base::factor(sample(c("hidden", "shown"), n, TRUE), c("hidden", "shown")),
  gender = base::factor(sample(c("Female", "Male", "Other"), n, TRUE, c(.5, .4, .1)), c("Female", "Male", "Other")),
  region = base::factor(sample(c("north", "south"), n, TRUE), c("north", "east", "south")), # nobody is in the east
  concerned = sample(1:5, n, TRUE),
  age = sample(18:80, n, TRUE),
  income = round(exp(rnorm(n, 3, 1)), 2),
  share = base::factor(sample(c("Consent to share", "Decline"), n, TRUE), c("Consent to share", "Decline"))
)
people$gender[3] <- NA
people$concerned[c(5, 9)] <- NA
people$income[11] <- NA
people$share[14] <- NA

# In a study `factor()` of a scale has the scale's labels, and `ref` names the first level.
factor <- function(x, ref = NULL) {
  result <- if (identical(substitute(x), quote(concerned))) base::factor(x, 1:5, scale_labels) else base::factor(x)
  if (is.null(ref)) result else relevel(result, ref)
}

formulas <- c(
  'age ~ gender',
  'age ~ 1',
  'age ~ concerned',
  'age ~ factor(concerned)',
  'age ~ factor(concerned, ref = "Neutral") + gender',
  'age ~ factor(gender, ref = "Male")',
  'age ~ region + gender',
  'age ~ show_data * concerned + gender',
  'age ~ show_data * gender',
  'age ~ show_data:gender',
  'age ~ show_data + show_data:gender',
  'age ~ gender + show_data:gender',
  'age ~ show_data:concerned',
  'age ~ concerned + gender:concerned',
  'age ~ gender - 1',
  'age ~ 0 + concerned + gender',
  'age ~ gender + show_data + 0',
  'age ~ show_data:gender - 1',
  'age ~ concerned:gender - 1',
  'age ~ (show_data + gender + concerned)^2',
  'age ~ show_data * gender * concerned - show_data:gender:concerned',
  'age ~ show_data * gender * factor(concerned)',
  'concerned ~ I(age^2) + log(income)',
  'concerned ~ I((age - 50) / 10) + sqrt(income) + abs(age) + exp(age / 100)',
  'concerned ~ scale(income) + scale(age)',
  'concerned ~ poly(age, 2) * show_data',
  'concerned ~ poly(age, 1) + poly(age, 4)',
  'log(income) ~ age + gender',
  'share == "Decline" ~ show_data * concerned + gender',
  'concerned >= 4 ~ age + show_data',
  'share == "Decline" and concerned >= 2 or age < 30 ~ show_data',
  'income ~ age:show_data + age',
  'income ~ gender:age:show_data',
  'income ~ gender + gender:age:show_data'
)

# The left side's `and`, `or` are R's & and |.
in_r <- function(text) {
  sides <- strsplit(text, " ~ ", fixed = TRUE)[[1]]
  as.formula(paste(gsub(" or ", " | ", gsub(" and ", " & ", sides[1])), "~", sides[2]))
}

text <- function(x) paste0('"', gsub('"', '\\"', x, fixed = TRUE), '"')
numbers <- function(x) paste0("[", paste(ifelse(is.na(x), "null", formatC(x, digits = 17, format = "g")), collapse = ","), "]")
texts <- function(x) paste0("[", paste(ifelse(is.na(x), "null", text(as.character(x))), collapse = ","), "]")
object <- function(...) {
  parts <- c(...)
  paste0("{", paste0(text(names(parts)), ":", parts, collapse = ","), "}")
}

columns <- sapply(people, function(x) {
  if (is.factor(x)) object(levels = texts(levels(x)), values = texts(x)) else object(values = numbers(x))
})

cases <- sapply(formulas, function(source) {
  frame <- model.frame(in_r(source), people, drop.unused.levels = TRUE)
  matrix <- model.matrix(terms(frame), frame)
  object(
    formula = text(source),
    rows = numbers(as.integer(rownames(frame)) - 1),
    names = texts(colnames(matrix)),
    terms = numbers(attr(matrix, "assign")),
    response = numbers(as.numeric(model.response(frame))),
    matrix = numbers(as.numeric(matrix))
  )
})

writeLines(
  c("{", paste0('"people":', object(columns), ","), '"cases":[', paste(cases, collapse = ",\n"), "]}"),
  "test/data/golden/model-frames.json"
)

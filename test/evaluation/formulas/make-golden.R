# Three data sets of made-up people (panel.csv, crooked.csv, apart.csv) and what R makes of every regression in cases.txt
# (../golden/formulas.json). The studies in *.study.yaml read the same data; ../formulas.test.ts takes each regression the
# whole way from the study's text. Run from the repository's root: Rscript test/evaluation/formulas/make-golden.R
# Needs sandwich and MASS. Seeded: the same R gives the same files. R warns of weights in a binomial fit, as it should.
suppressWarnings(RNGversion("4.0.0"))
suppressPackageStartupMessages({
  library(sandwich)
  library(MASS)
})
set.seed(20112)
folder <- file.path("test", "evaluation", "formulas")
base_factor <- base::factor

# ---- people ---------------------------------------------------------------------------------------------------------

agreement <- c("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree")
clamp <- function(x, low, high) pmin(high, pmax(low, x))
some_missing <- function(x, count) replace(x, sample(length(x), count), NA)

make_panel <- function(n = 320) {
  town <- sample(1:28, n, TRUE)
  between <- rnorm(28, 0, 0.5)[town]
  gender <- sample(c("Female", "Male", "Other"), n, TRUE, c(.5, .42, .08))
  notice <- sample(c("none", "shown"), n, TRUE)
  frame <- sample(c("plain", "gain", "loss"), n, TRUE)
  age <- sample(18:85, n, TRUE)
  education <- sample(1:4, n, TRUE, c(.1, .4, .3, .2))
  worry <- clamp(round(3 + .5 * (gender == "Female") - .4 * (frame == "gain") + between + rnorm(n)), 1, 5)
  trust <- clamp(round(3.4 - .4 * (worry - 3) + .3 * (notice == "shown") + .2 * (education - 2) + rnorm(n)), 1, 5)
  data.frame(
    id = sprintf("p%03d", 1:n), age = some_missing(age, 6), income = round(exp(rnorm(n, 3.2, .7)), 2),
    gender = some_missing(gender, 5), region = sample(c("North", "South", "West"), n, TRUE),
    education = c("None", "School", "College", "Degree")[education], notice = notice, frame = frame,
    town = paste("town", town),
    worry = replace(some_missing(agreement[worry], 4), sample(n, 5), "Do not know"),
    trust = some_missing(agreement[trust], 7),
    risk = some_missing(clamp(round(20 + 9 * worry + .1 * age + 6 * between + rnorm(n, 0, 12)), 0, 100), 3),
    contacts = rpois(n, exp(.1 + .25 * worry - .2 * (notice == "shown") + .3 * between)),
    share = some_missing(ifelse(runif(n) < plogis(1.6 - .7 * worry - .4 * (notice == "shown") + .02 * (age - 50) + between), "Share", "Decline"), 3),
    choice = sample(c("Tea", "Coffee", "Neither"), n, TRUE, c(.5, .35, .15)),
    weight = round(exp(rnorm(n, 0, .6)), 4)
  )
}

make_crooked <- function(n = 90) {
  gender <- c("Other", sample(c("Female", "Male", "Other"), n - 1, TRUE, c(.45, .4, .15)))
  region <- c("Coast", sample(c("Coast", "Hills"), n - 1, TRUE))
  region[gender == "Other"] <- "Coast" # nobody is Other in the hills
  region[17] <- "Island"
  gender[17] <- "Male"
  age <- sample(18:80, n, TRUE)
  work <- sample(0:60, n, TRUE)
  home <- sample(0:40, n, TRUE)
  notice <- sample(c("none", "shown"), n, TRUE)
  score <- round(3 * (region == "Hills") + .4 * age - .3 * work + rnorm(n, 0, 4 + .2 * work), 1)
  data.frame(
    id = sprintf("c%02d", 1:n), age = age, born = 2020 - age, work = work, home = home, hours = work + home,
    gender = gender, region = region, country = "Here", party = sample(c("Red", "Green", "Blue"), n, TRUE),
    notice = notice, mood = c("Bad", "So-so", "Good", "Very good")[cut(score + rnorm(n, 0, 8), c(-Inf, 0, 8, 18, Inf), labels = FALSE)],
    score = score, calls = rpois(n, exp(.4 + .01 * age)),
    agree = ifelse(runif(n) < plogis(-1 + .04 * age + .5 * (notice == "shown")), "Yes", "No"),
    household = rep_len(1:31, n), weight = round(ifelse(runif(n) < .1, 12, .3) * runif(n, .5, 1.5), 3)
  )
}

make_apart <- function(n = 120) {
  group <- rep_len(c("A", "B", "C", "A", "B"), n)
  sex <- sample(c("f", "m"), n, TRUE)
  dose <- round(runif(n, 0, 10), 1)
  age <- sample(18:80, n, TRUE)
  eta <- -.4 + .8 * (group == "B") + .02 * (age - 45)
  data.frame(
    id = sprintf("a%03d", 1:n), group = group, sex = sex, dose = dose, age = age,
    stage = c("One", "Two", "Three", "Four")[ifelse(group == "C", 4, cut(eta + rlogis(n), c(-Inf, -1, 0, 1, Inf), labels = FALSE))],
    passed = ifelse(dose > 5, "Passed", "Failed"), # told exactly by the dose
    cured = ifelse(group == "C" | runif(n) < plogis(eta), "Cured", "Ill"), # all of C
    visits = ifelse(group == "B" & sex == "m", 0, rpois(n, exp(.6 + .01 * age))), # no man of B
    weight = round(runif(n, .2, 2), 2)
  )
}

people <- list(panel = make_panel(), crooked = make_crooked(), apart = make_apart())
for (name in names(people))
  write.csv(people[[name]], file.path(folder, paste0(name, ".csv")), row.names = FALSE, na = "", quote = TRUE)

# As the study reads them: scales and ordered attributes are scores, the rest factors with the study's levels.
as_study <- list(
  panel = within(people$panel, {
    gender <- base_factor(gender, c("Female", "Male", "Other"))
    region <- base_factor(region, c("North", "East", "South", "West"))
    education <- match(education, c("None", "School", "College", "Degree"))
    notice <- base_factor(notice, c("none", "shown"))
    frame <- base_factor(frame, c("plain", "gain", "loss"))
    worry <- match(worry, agreement)
    trust <- match(trust, agreement)
    choice <- base_factor(choice, c("Tea", "Coffee", "Neither"))
  }),
  crooked = within(people$crooked, {
    gender <- base_factor(gender, c("Female", "Male", "Other"))
    region <- base_factor(region, c("Coast", "Hills", "Island"))
    country <- base_factor(country, c("Here", "Abroad"))
    party <- base_factor(party, c("Red", "Green", "Blue", "Grey"))
    notice <- base_factor(notice, c("none", "shown"))
    mood <- match(mood, c("Bad", "So-so", "Good", "Very good"))
  }),
  apart = within(people$apart, {
    group <- base_factor(group, c("A", "B", "C"))
    sex <- base_factor(sex, c("f", "m"))
    stage <- match(stage, c("One", "Two", "Three", "Four"))
  })
)
scales <- list(worry = agreement, trust = agreement, education = c("None", "School", "College", "Degree"),
               mood = c("Bad", "So-so", "Good", "Very good"), stage = c("One", "Two", "Three", "Four"))

# In a study `factor()` of a scale has the scale's labels, and `ref` names the first level.
factor <- function(x, ref = NULL) {
  labels <- scales[[deparse(substitute(x))]]
  result <- if (is.null(labels)) base_factor(x) else base_factor(x, seq_along(labels), labels)
  if (is.null(ref)) result else relevel(result, ref)
}
# What a condition of a study may say of a scale: `worry >= "Agree"` compares positions, `in` is %in%, words are signs.
in_r <- function(text) {
  sides <- strsplit(text, " ~ ", fixed = TRUE)[[1]]
  left <- gsub(" or ", " | ", gsub(" and ", " & ", gsub("not ", "!", sides[1], fixed = TRUE), fixed = TRUE), fixed = TRUE)
  left <- gsub("in \\[(.*)\\]", "%in% c(\\1)", left)
  for (scale in names(scales)) for (label in scales[[scale]])
    left <- gsub(paste0(scale, "( [<>=!]+ )\"", label, "\""), paste0(scale, "\\1", match(label, scales[[scale]])), left)
  as.formula(paste(left, "~", sides[2]))
}

# ---- fits -----------------------------------------------------------------------------------------------------------

inference <- function(b, V, df = NULL) {
  se <- sqrt(diag(V))
  p <- if (is.null(df)) 2 * pnorm(-abs(b / se)) else 2 * pt(-abs(b / se), df)
  q <- if (is.null(df)) qnorm(.975) else qt(.975, df)
  list(error_of = se, p = p, low = b - q * se, high = b + q * se)
}

# sandwich multiplies (X'WX)^-1 X'..X (X'WX)^-1 out, which loses digits where columns are nearly collinear, such as the
# squares of `poly` never are. With sqrt(W) X = QR the same sandwich is R^-1 Q'..Q R^-T, which does not. It is compared
# with sandwich's own, and used.
root_of <- function(fit) {
  w <- if (inherits(fit, "glm")) weights(fit, "working") else weights(fit)
  if (is.null(w)) rep(1, nrow(model.matrix(fit))) else sqrt(w)
}
sandwich_of <- function(fit, scores_of, factor) {
  X <- model.matrix(fit)
  root <- root_of(fit)
  e <- root * if (inherits(fit, "glm")) residuals(fit, "working") else residuals(fit)
  D <- qr(root * X, tol = 0)
  Q <- qr.Q(D)
  S <- scores_of(Q, e, rowSums(Q^2))
  Ri <- backsolve(qr.R(D), diag(ncol(X)))
  half <- S %*% t(Ri)
  factor * crossprod(half)
}
agree <- function(own, theirs) {
  stopifnot(max(abs(sqrt(diag(own)) / sqrt(diag(theirs)) - 1)) < 1e-5)
  own
}
covariance_of <- function(fit, errors, clusters) {
  n <- nobs(fit)
  k <- length(coef(fit))
  if (errors == "classical") return(vcov(fit))
  if (inherits(fit, "polr")) return(if (errors == "HC0") sandwich(fit) else vcovCL(fit, cluster = clusters))
  if (errors == "cluster") {
    g <- length(unique(clusters))
    own <- sandwich_of(fit, function(Q, e, h) rowsum(Q * e, clusters),
                       g / (g - 1) * if (inherits(fit, "glm")) 1 else (n - 1) / (n - k))
    return(agree(own, vcovCL(fit, cluster = clusters)))
  }
  own <- sandwich_of(fit, function(Q, e, h) Q * switch(errors, HC0 = e, HC1 = e * sqrt(n / (n - k)),
                     HC2 = e / sqrt(1 - h), HC3 = e / (1 - h)), 1)
  agree(own, vcovHC(fit, type = errors))
}

# The rows that further steps bring ever nearer to certainty (separation), and of the columns those that the other rows
# tell nothing about: what lies in the span of the other columns there has no finite estimate.
separation_of <- function(Z, y, family, w) {
  eta_at <- function(steps) suppressWarnings(glm(y ~ Z - 1, family = family, weights = w,
    control = glm.control(epsilon = 1e-300, maxit = steps)))$linear.predictors
  open <- abs(eta_at(20) - eta_at(14)) < 1
  list(open = open, unbounded = if (all(open)) rep(FALSE, ncol(Z)) else unknown_columns(Z[open, , drop = FALSE]))
}
rank_of <- function(M) if (nrow(M) == 0 || ncol(M) == 0) 0 else qr(M)$rank
unknown_columns <- function(M)
  vapply(seq_len(ncol(M)), function(j) rank_of(M[, -j, drop = FALSE]) == rank_of(M), TRUE)

case_of <- function(data, formula_text, family, errors, weighted) {
  formula <- in_r(formula_text)
  environment(formula) <- globalenv()
  frame <- tryCatch(model.frame(formula, data, drop.unused.levels = TRUE), error = identity)
  made <- if (inherits(frame, "error")) frame else tryCatch(model.matrix(terms(frame), frame), error = identity)
  if (inherits(made, "error")) return(list(error = one(conditionMessage(made))))
  rows <- as.integer(rownames(frame))
  X <- made
  y <- as.numeric(model.response(frame))
  w <- if (weighted) data$weight[rows] / mean(data$weight[rows]) else rep(1, length(rows))
  column <- if (errors == "classical" || grepl("^HC", errors)) NULL else gsub("cluster\\((.*)\\)", "\\1", errors)
  clusters <- if (is.null(column)) NULL else base_factor(data[[column]][rows])
  kind <- if (is.null(column)) errors else "cluster"
  labels <- attr(terms(frame), "term.labels")
  names <- colnames(X)
  term <- c("", labels)[attr(X, "assign") + 1]
  counts <- list(n = one(length(rows)), left_out = one(nrow(data) - length(rows)))
  if (family == "ordinal") return(c(counts, ordinal_case(X, y, w, kind, clusters, names, term, formula_text)))
  first <- if (family == "gaussian") lm.wfit(X, y, w)
           else suppressWarnings(glm.fit(X, y, weights = w, family = get(family)()))
  kept <- !is.na(first$coefficients)
  Z <- X[, kept, drop = FALSE]
  if (family == "gaussian") {
    fit <- lm(y ~ Z - 1, weights = w)
  } else {
    apart <- separation_of(Z, y, family, w)
    if (any(apart$unbounded))
      return(c(counts, list(converged = one(first$converged)),
               separated_case(Z, y, w, family, kind, names, term, kept, apart)))
    # R's defaults decided what is aliased; the kept columns are fitted until nothing moves any more, and once again from
    # there, because glm's covariance uses the weights of the step before the last.
    control <- glm.control(epsilon = 1e-14, maxit = 200)
    fit <- suppressWarnings(glm(y ~ Z - 1, family = family, weights = w, control = control))
    fit <- suppressWarnings(glm(y ~ Z - 1, family = family, weights = w, control = control, start = coef(fit)))
  }
  leverage <- hatvalues(fit)
  # A row of leverage 1 leaves sandwich 0/0 or what rounding makes of it: there is no error then.
  alone <- errors %in% c("HC2", "HC3") && any(leverage > 1 - 1e-10)
  found <- if (alone) NULL else inference(coef(fit), covariance_of(fit, kind, clusters),
                                          if (family == "gaussian") df.residual(fit) else NULL)
  spread <- function(x) { all <- rep(NA, length(names)); if (!is.null(x)) all[kept] <- x; all }
  c(counts, list(names = names, term = term, aliased = names[!kept], estimate = spread(coef(fit)),
                 error_of = spread(found$error_of), p = spread(found$p), low = spread(found$low), high = spread(found$high),
                 alone = if (alone) data$id[rows][leverage > 1 - 1e-10] else NULL, df = one(df.residual(fit)),
                 r_squared = if (family == "gaussian") one(summary(fit_with_mean(X, y, w))$r.squared) else NULL))
}

# What has a finite estimate in a separated fit is what the other rows say of it.
separated_case <- function(Z, y, w, family, kind, names, term, kept, apart) {
  known <- which(kept)[!apart$unbounded]
  spread <- function(x) replace(rep(NA, length(names)), known, x)
  result <- list(names = names, term = term, aliased = names[!kept], unbounded = names[kept][apart$unbounded],
                 df = one(length(y) - sum(kept)))
  if (length(known) == 0) return(result)
  y <- y[apart$open]
  w <- w[apart$open]
  M <- Z[apart$open, , drop = FALSE]
  d <- qr(M)
  M <- M[, d$pivot[seq_len(d$rank)], drop = FALSE]
  control <- glm.control(epsilon = 1e-14, maxit = 200)
  fit <- suppressWarnings(glm(y ~ M - 1, family = family, weights = w, control = control))
  fit <- suppressWarnings(glm(y ~ M - 1, family = family, weights = w, control = control, start = coef(fit)))
  V <- covariance_of(fit, if (kind == "HC1") "HC0" else kind, NULL)
  if (kind == "HC1") V <- V * nrow(Z) / (nrow(Z) - ncol(Z))
  at <- match(names[known], colnames(M))
  found <- inference(coef(fit)[at], V[at, at, drop = FALSE])
  c(result, list(estimate = spread(coef(fit)[at]), error_of = spread(found$error_of), p = spread(found$p),
                 low = spread(found$low), high = spread(found$high)))
}

# R reckons R^2 about the mean where it sees an intercept in the formula.
fit_with_mean <- function(X, y, w) {
  if (!"(Intercept)" %in% colnames(X)) lm(y ~ X - 1, weights = w)
  else if (ncol(X) == 1) lm(y ~ 1, weights = w)
  else lm(y ~ X[, -1, drop = FALSE], weights = w)
}

ordinal_case <- function(X, y, w, kind, clusters, names, term, formula_text) {
  scale <- scales[[strsplit(formula_text, " ~ ", fixed = TRUE)[[1]][1]]]
  used <- sort(unique(y))
  f <- base_factor(scale[y], scale[used], ordered = TRUE)
  without <- names != "(Intercept)"
  d <- qr(X, tol = 1e-7)
  kept <- seq_along(names) %in% d$pivot[seq_len(d$rank)] & without
  Z <- X[, kept, drop = FALSE]
  # polr takes second derivatives by differences of .001: columns of one size, and back.
  size <- apply(Z, 2, sd)
  Zs <- sweep(Z, 2, size, "/")
  control <- list(reltol = 1e-16, maxit = 5000)
  fit <- polr(f ~ Zs, weights = w, Hess = TRUE, control = control)
  for (again in 1:3) {
    next_fit <- polr(f ~ Zs, weights = w, Hess = TRUE, start = c(coef(fit), fit$zeta), control = control)
    if (deviance(next_fit) <= deviance(fit)) fit <- next_fit
  }
  back <- c(1 / size, rep(1, length(fit$zeta)))
  b <- c(coef(fit), fit$zeta) * back
  thresholds <- names(fit$zeta)
  at <- c(which(kept[without]), sum(without) + seq_along(thresholds))
  all_names <- c(names[without], thresholds)
  spread <- function(x) replace(rep(NA, length(all_names)), at, x)
  unbounded <- abs(coef(fit)) * apply(Zs, 2, function(z) diff(range(z))) > 10
  shared <- list(names = all_names, term = c(term[without], rep("", length(thresholds))), aliased = names[without & !kept],
                 df = one(length(y) - length(b)))
  if (any(unbounded)) {
    # What has a finite estimate is what the others say of it: those whose answer is not certain.
    open <- apply(predict(fit, type = "probs"), 1, max) < 1 - 1e-4
    M <- cbind(1, Zs[open, , drop = FALSE])
    unbounded <- c(unknown_columns(M)[-1], rep(unknown_columns(M)[1], length(fit$zeta)))
    d <- qr(M)
    M <- M[, sort(d$pivot[seq_len(d$rank)])[-1], drop = FALSE]
    rest <- polr(f[open, drop = TRUE] ~ M, weights = w[open], Hess = TRUE, control = control)
    stopifnot(length(rest$zeta) == length(fit$zeta))
    from <- match(c(colnames(Zs), names(fit$zeta))[!unbounded], c(colnames(M), names(rest$zeta)))
    shared$unbounded <- all_names[at][unbounded]
    at <- at[!unbounded]
    back <- back[!unbounded]
    V <- covariance_of(rest, kind, NULL)[from, from, drop = FALSE] * outer(back, back)
    b <- c(coef(rest), rest$zeta)[from] * back
    found <- inference(b, V)
  } else {
    V <- covariance_of(fit, kind, clusters) * outer(back, back)
    found <- inference(b, V)
  }
  c(shared, list(estimate = spread(b), error_of = spread(found$error_of), p = spread(found$p), low = spread(found$low),
                 high = spread(found$high)))
}

# ---- JSON by hand, so that every number keeps all its 17 digits. NA, NaN and Inf become null. -----------------------

one <- function(x) structure(unname(x), class = "scalar")
as_json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    x <- x[!vapply(x, is.null, TRUE)]
    return(paste0("{", paste0("\"", names(x), "\":", vapply(x, as_json, ""), collapse = ","), "}"))
  }
  if (length(x) == 0) return("[]")
  scalar <- inherits(x, "scalar")
  x <- unclass(unname(x))
  text <- if (is.character(x)) paste0("\"", gsub("\"", "\\\"", gsub("\\", "\\\\", x, fixed = TRUE), fixed = TRUE), "\"")
  else if (is.logical(x)) ifelse(is.na(x), "null", ifelse(x, "true", "false"))
  else ifelse(is.finite(x), sprintf("%.17g", x), "null")
  if (scalar) text else paste0("[", paste(text, collapse = ","), "]")
}

lines <- readLines(file.path(folder, "cases.txt"))
lines <- lines[nzchar(lines) & !startsWith(lines, "#")]
cases <- vapply(lines, function(line) {
  part <- trimws(strsplit(line, "|", fixed = TRUE)[[1]])
  found <- case_of(as_study[[part[1]]], part[5], part[2], part[3], part[4] == "weighted")
  as_json(c(list(data = one(part[1]), family = one(part[2]), errors = one(part[3]), weighted = one(part[4]),
                 formula = one(part[5])), found))
}, "")
writeLines(c("[", paste(cases, collapse = ",\n"), "]"), file.path("test", "evaluation", "golden", "formulas.json"))

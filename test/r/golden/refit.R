# Refits the regressions of the study "refit": for the held-out people, for the pilot, and for the
# simulated respondents.
#
# Run it with  Rscript refit.R  or, in R, setwd() to this folder and  source("refit.R").
# It reads people.csv and answers.csv beside it, prints every coefficient, and writes them to refit.csv.
# It needs R 4.0 and the packages sandwich (robust and clustered errors) and MASS (ordinal regressions).
# Written by Understudy, whose own fits come to the same figures.

script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
folder <- if (length(script) == 1) dirname(script) else "."
options(warn = 1, width = 120)

# Levels, arms, options and points in the order of the study: the first is the reference.
# A scale, or ordered levels, enters formulas by its score; its labels stand in the column with .label.
code <- function(d) {
  d[["years"]] <- as.numeric(d[["years"]])
  d[["gender"]] <- factor(d[["gender"]], levels = c("Female", "Male"))
  d[["ethnicity"]] <- factor(d[["ethnicity"]], levels = c("White", "Hispanic", "Black", "Asian", "Other"))
  d[["education.label"]] <- factor(d[["education"]], levels = c("School", "Degree", "Advanced degree"), ordered = TRUE)
  d[["education"]] <- as.numeric(d[["education.score"]])
  d[["chance_a"]] <- as.numeric(d[["chance_a"]])
  d[["truthful.label"]] <- factor(d[["truthful"]], levels = c("Strongly disagree", "Somewhat disagree", "Neutral", "Somewhat agree", "Strongly agree"), ordered = TRUE)
  d[["truthful"]] <- as.numeric(d[["truthful.score"]])
  d[["attack"]] <- factor(d[["attack"]], levels = c("Attack A", "Attack B", "No attack"))
  d[["lean"]] <- as.numeric(d[["lean"]])
  d
}

read_table <- function(name) {
  read.csv(file.path(folder, name), colClasses = "character", na.strings = "", check.names = FALSE,
           encoding = "UTF-8")
}

# scale() as the study means it: by mean and standard deviation of the held-out people.
standardise <- function(x, people) (x - mean(people, na.rm = TRUE)) / sd(people, na.rm = TRUE)

# poly() likewise: the orthogonal polynomials of the held-out people, at the values of these respondents.
polynomials <- function(x, people, degree) {
  basis <- poly(people[!is.na(people)], degree)
  values <- matrix(NA_real_, length(x), degree)
  values[!is.na(x), ] <- predict(basis, x[!is.na(x)])
  if (degree == 1) return(values[, 1])
  colnames(values) <- seq_len(degree)
  values
}

# Survey weights; for the twin of a person that person's; 1 for everybody else.
with_weights <- function(d, people) {
  own <- as.numeric(d$respondent.weight)
  of_twin <- as.numeric(people$respondent.weight)[match(d$respondent.twin, people$respondent.id)]
  weight <- ifelse(is.na(own), of_twin, own)
  d$case.weight <- ifelse(is.na(weight), 1, weight)
  d
}

# Whether respondents were asked more than once.
several <- function(d) any(as.numeric(d$respondent.repeat) > 1, na.rm = TRUE)

# Clusters of the errors: the column of the study, or the personas of a run that asked each of them several times.
clusters_of <- function(regression, d) {
  if (several(d)) return(d$respondent.persona)
  if (regression$errors != "cluster") return(NULL)
  cluster <- d[[regression$cluster]]
  if (all(is.na(cluster))) stop("the clusters are not known for these respondents")
  # Whoever has none is a cluster of their own.
  ifelse(is.na(cluster), paste("alone", seq_along(cluster)), cluster)
}

# One fit: estimate, error, 95 % interval and p of every coefficient.
refit <- function(regression, d, people) {
  prepared <- regression$prepare(d, people)
  used <- complete.cases(prepared[all.vars(regression$formula)])
  rows <- droplevels(prepared[used, ])
  rows$case.weight <- rows$case.weight / mean(rows$case.weight)
  errors <- if (several(d)) "cluster" else regression$errors
  cluster <- clusters_of(regression, rows)
  if (length(unique(rows$left.side)) < 2) stop("the left side is the same for everybody")
  if (regression$family == "poisson" && any(rows$left.side < 0 | rows$left.side %% 1 != 0)) {
    stop("a Poisson regression wants whole numbers from 0 on")
  }
  # Survey weights make the number of successes no whole number, of which glm() warns.
  quietly <- if (all(rows$case.weight == 1)) identity else suppressWarnings
  if (regression$family == "ordinal") {
    if (nlevels(rows$left.side) < 3) stop("an ordinal regression wants three different answers")
    # Columns that cannot be told from those before are left out, and the others brought to one size: polr() takes its
    # errors from differences, which fail beside columns of very different sizes.
    X <- model.matrix(regression$formula, rows)
    independent <- qr(X, tol = 1e-7)
    X <- X[, sort(independent$pivot[seq_len(independent$rank)]), drop = FALSE]
    X <- X[, colnames(X) != "(Intercept)", drop = FALSE]
    size <- apply(abs(X), 2, max)
    X <- sweep(X, 2, size, "/")
    y <- rows$left.side
    w <- rows$case.weight
    fit <- quietly(MASS::polr(if (ncol(X) == 0) y ~ 1 else y ~ X, weights = w, Hess = TRUE,
                              control = list(reltol = 1e-16, maxit = 5000)))
    names <- c(colnames(X), names(fit$zeta))
    all_names <- names
    back <- c(1 / size, rep(1, length(fit$zeta)))
    estimate <- c(coef(fit), fit$zeta) * back
    df <- Inf
    V <- switch(errors, classical = vcov(fit), HC0 = sandwich::sandwich(fit),
                cluster = sandwich::vcovCL(fit, cluster = cluster),
                stop(errors, " errors are not defined for an ordinal regression"))
    V <- V * outer(back, back)
  } else {
    first <- if (regression$family == "gaussian") {
      lm(regression$formula, data = rows, weights = case.weight)
    } else {
      quietly(glm(regression$formula, family = regression$family, data = rows, weights = case.weight))
    }
    # R's defaults decide which columns cannot be told from those before. The others are fitted once more, to the last
    # digits: glm() stops early, and takes its errors from the step before the last.
    X <- model.matrix(first)
    all_names <- colnames(X)
    X <- X[, !is.na(coef(first)), drop = FALSE]
    names <- colnames(X)
    y <- model.response(model.frame(first))
    w <- rows$case.weight
    if (regression$family == "gaussian") {
      fit <- lm(y ~ 0 + X, weights = w)
      df <- df.residual(fit)
    } else {
      fit <- quietly(glm(y ~ 0 + X, family = regression$family, weights = w,
                         control = glm.control(epsilon = 1e-12, maxit = 100)))
      if (!fit$converged) message("  did not converge: do not use these figures")
      df <- Inf
    }
    estimate <- coef(fit)
    V <- switch(errors, classical = vcov(fit), cluster = sandwich::vcovCL(fit, cluster = cluster),
                sandwich::vcovHC(fit, type = errors))
  }
  error <- unname(sqrt(diag(V)))
  # Columns that were dropped stand here without figures.
  at <- match(all_names, names)
  plain <- gsub("`", "", all_names, fixed = TRUE)
  data.frame(coefficient = plain, estimate = unname(estimate)[at], error = error[at],
             lower = (unname(estimate) - qt(0.975, df) * error)[at],
             upper = (unname(estimate) + qt(0.975, df) * error)[at],
             p = (2 * pt(-abs(unname(estimate) / error), df))[at],
             n = nrow(rows), left_out = sum(!used))
}

everybody <- code(read_table("people.csv"))
everybody <- with_weights(everybody, everybody)
people <- everybody[everybody$respondent.part == "held-out", ]
answers <- with_weights(code(read_table("answers.csv")), everybody)
runs <- c("regression-run")

# Where simulated respondents are twins of people, further personas are compared with nobody.
answers_of <- function(run) {
  rows <- answers[answers$respondent.run == run, ]
  has_twin <- !is.na(rows$respondent.twin)
  if (any(has_twin)) rows[has_twin, ] else rows
}

# And people are then those whose twin was asked in the first run.
twins <- answers_of(runs[1])$respondent.twin
if (any(!is.na(twins))) people <- people[people$respondent.id %in% twins, ]
samples <- list(people = people,
                pilot = everybody[everybody$respondent.part == "pilot", ],
                "regression-run" = answers_of("regression-run"))
samples <- samples[vapply(samples, nrow, 0L) > 0]

regressions <- list(
  derived = list(
    written = "lean ~ gender + scale(years)",
    family = "gaussian", errors = "HC3",
    formula = left.side ~ gender + `scale(years)`,
    prepare = function(d, people) {
      d$left.side <- with(d, lean)
      d[["scale(years)"]] <- standardise(with(d, years), with(people, years))
      d
    }
  ),
  `derived-right` = list(
    written = "attack == \"Attack A\" ~ poly(lean, 2) + gender",
    family = "binomial", errors = "HC0",
    formula = left.side ~ `poly(lean, 2)` + gender,
    prepare = function(d, people) {
      d$left.side <- with(d, as.numeric(attack == "Attack A"))
      d[["poly(lean, 2)"]] <- polynomials(with(d, lean), with(people, lean), 2)
      d
    }
  ),
  plain = list(
    written = "chance_a ~ gender * ethnicity",
    family = "gaussian", errors = "classical",
    formula = left.side ~ gender * ethnicity,
    prepare = function(d, people) {
      d$left.side <- with(d, chance_a)
      d
    }
  ),
  functions = list(
    written = "log(chance_a + 1) ~ scale(years) + poly(years, 3) + I(years^2 / 100) + factor(truthful) - gender",
    family = "gaussian", errors = "HC1",
    formula = left.side ~ `scale(years)` + `poly(years, 3)` + `I(years^2/100)` + `factor(truthful)` - gender,
    prepare = function(d, people) {
      d$left.side <- with(d, log(chance_a + 1))
      d[["scale(years)"]] <- standardise(with(d, years), with(people, years))
      d[["poly(years, 3)"]] <- polynomials(with(d, years), with(people, years), 3)
      d[["I(years^2/100)"]] <- with(d, (years ^ 2 / 100))
      d[["factor(truthful)"]] <- factor(d[["truthful.label"]], ordered = FALSE)
      d
    }
  ),
  nested = list(
    written = "chance_a ~ scale(log(years)) + abs(scale(years)) + sqrt(years)",
    family = "gaussian", errors = "HC2",
    formula = left.side ~ `scale(log(years))` + `abs(scale(years))` + `sqrt(years)`,
    prepare = function(d, people) {
      d$left.side <- with(d, chance_a)
      d[["scale(log(years))"]] <- standardise(with(d, log(years)), with(people, log(years)))
      d[["abs(scale(years))"]] <- abs(standardise(with(d, years), with(people, years)))
      d[["sqrt(years)"]] <- with(d, sqrt(years))
      d
    }
  ),
  clustered = list(
    written = "chance_a ~ truthful + gender",
    family = "gaussian", errors = "cluster", cluster = "cluster.education",
    formula = left.side ~ truthful + gender,
    prepare = function(d, people) {
      d$left.side <- with(d, chance_a)
      d
    }
  ),
  power = list(
    written = "chance_a ~ (gender + ethnicity + factor(truthful, ref = \"Neutral\"))^2 - 1",
    family = "gaussian", errors = "HC3",
    formula = left.side ~ (gender + ethnicity + `factor(truthful, ref = "Neutral")`)^2 - 1,
    prepare = function(d, people) {
      d$left.side <- with(d, chance_a)
      d[["factor(truthful, ref = \"Neutral\")"]] <- relevel(factor(d[["truthful.label"]], ordered = FALSE), ref = "Neutral")
      d
    }
  ),
  crossed = list(
    written = "chance_a ~ ethnicity:gender + years",
    family = "gaussian", errors = "HC0",
    formula = left.side ~ ethnicity:gender + years,
    prepare = function(d, people) {
      d$left.side <- with(d, chance_a)
      d
    }
  ),
  yes = list(
    written = "attack in [\"Attack A\", \"Attack B\"] ~ scale(chance_a) + truthful",
    family = "binomial", errors = "HC3",
    formula = left.side ~ `scale(chance_a)` + truthful,
    prepare = function(d, people) {
      d$left.side <- with(d, as.numeric(attack == "Attack A" | attack == "Attack B"))
      d[["scale(chance_a)"]] <- standardise(with(d, chance_a), with(people, chance_a))
      d
    }
  ),
  both = list(
    written = "not (attack == \"No attack\" or truthful <= \"Neutral\") and years > 20 ~ gender + education",
    family = "binomial", errors = "classical",
    formula = left.side ~ gender + education,
    prepare = function(d, people) {
      d$left.side <- with(d, as.numeric((!((attack == "No attack") | (truthful.label <= "Neutral"))) & (years > 20)))
      d
    }
  ),
  aliased = list(
    written = "attack != \"No attack\" ~ years + I(2 * years + 3) + gender",
    family = "binomial", errors = "HC0",
    formula = left.side ~ years + `I(2 * years + 3)` + gender,
    prepare = function(d, people) {
      d$left.side <- with(d, as.numeric(attack != "No attack"))
      d[["I(2 * years + 3)"]] <- with(d, (2 * years + 3))
      d
    }
  ),
  bunched = list(
    written = "attack == \"Attack A\" ~ gender + chance_a",
    family = "binomial", errors = "cluster", cluster = "cluster.education",
    formula = left.side ~ gender + chance_a,
    prepare = function(d, people) {
      d$left.side <- with(d, as.numeric(attack == "Attack A"))
      d
    }
  ),
  counts = list(
    written = "chance_a ~ ethnicity + scale(years)",
    family = "poisson", errors = "HC3",
    formula = left.side ~ ethnicity + `scale(years)`,
    prepare = function(d, people) {
      d$left.side <- with(d, chance_a)
      d[["scale(years)"]] <- standardise(with(d, years), with(people, years))
      d
    }
  ),
  ranks = list(
    written = "truthful ~ gender + scale(years) + ethnicity",
    family = "ordinal", errors = "classical",
    formula = left.side ~ gender + `scale(years)` + ethnicity,
    prepare = function(d, people) {
      d$left.side <- d[["truthful.label"]]
      d[["scale(years)"]] <- standardise(with(d, years), with(people, years))
      d
    }
  ),
  `ranks-sandwich` = list(
    written = "truthful ~ gender + scale(years)",
    family = "ordinal", errors = "HC0",
    formula = left.side ~ gender + `scale(years)`,
    prepare = function(d, people) {
      d$left.side <- d[["truthful.label"]]
      d[["scale(years)"]] <- standardise(with(d, years), with(people, years))
      d
    }
  ),
  `ranks-clustered` = list(
    written = "truthful ~ gender + scale(years)",
    family = "ordinal", errors = "cluster", cluster = "cluster.ethnicity",
    formula = left.side ~ gender + `scale(years)`,
    prepare = function(d, people) {
      d$left.side <- d[["truthful.label"]]
      d[["scale(years)"]] <- standardise(with(d, years), with(people, years))
      d
    }
  )
)

results <- list()
for (id in names(regressions)) {
  regression <- regressions[[id]]
  cat("\n", id, ": ", regression$written, "\n", regression$family, ", ", regression$errors, " errors\n", sep = "")
  for (sample in names(samples)) {
    cat("\n", sample, "\n", sep = "")
    found <- tryCatch(refit(regression, samples[[sample]], people), error = function(problem) {
      cat("  not fitted: ", conditionMessage(problem), "\n", sep = "")
      NULL
    })
    if (!is.null(found)) {
      cat(found$n[1], "respondents used,", found$left_out[1], "left out for a missing value\n")
      print(format(found[1:6], digits = 6), row.names = FALSE, right = FALSE)
      results[[length(results) + 1]] <- cbind(regression = id, sample = sample, found)
    }
  }
}
results <- do.call(rbind, results)
if (!is.null(results)) {
  write.csv(results, file.path(folder, "refit.csv"), row.names = FALSE, na = "")
  cat("\nAlso written to ", file.path(folder, "refit.csv"), "\n", sep = "")
}

/** The part of the script that is the same for every study: reading, preparing, fitting, printing. Plain R, needs 4.0. */
export const refitFunctions = `
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
  plain <- gsub("${'`'}", "", all_names, fixed = TRUE)
  data.frame(coefficient = plain, estimate = unname(estimate)[at], error = error[at],
             lower = (unname(estimate) - qt(0.975, df) * error)[at],
             upper = (unname(estimate) + qt(0.975, df) * error)[at],
             p = (2 * pt(-abs(unname(estimate) / error), df))[at],
             n = nrow(rows), left_out = sum(!used))
}
`;

/** The end of the script: every regression for every group of respondents. */
export const refitLoop = String.raw`
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
`;

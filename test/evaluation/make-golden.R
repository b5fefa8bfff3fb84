# Writes golden/regressions.json: the human-side regressions of the two samples as R sees them, with every kind of
# errors. People of the pilot (golden/pilot-rows.json: rows of the data file, from 1) are left out first, as the
# evaluation does. Run from the repository root: Rscript test/evaluation/make-golden.R path/to/browser-disclosure.csv
suppressMessages({ library(sandwich); library(jsonlite) })
options(digits = 17)

pilot <- fromJSON("test/evaluation/golden/pilot-rows.json")
browser_file <- commandArgs(trailingOnly = TRUE)[1]

fit_of <- function(formula, data, family) {
  if (family == "gaussian") return(lm(formula, data))
  control <- glm.control(epsilon = 1e-14, maxit = 100)
  first <- glm(formula, binomial, data, control = control)
  # vcov() is computed from the weights of the step before the last, so the fit starts once more where it ended.
  eval(bquote(glm(.(formula), binomial, data, control = control, start = coef(first))))
}

describe <- function(formula, data, family) {
  fit <- fit_of(formula, data, family)
  b <- coef(fit)
  df <- fit$df.residual
  kinds <- c("classical", "HC0", "HC1", "HC2", "HC3")
  errors <- lapply(setNames(kinds, kinds), function(kind) {
    se <- sqrt(diag(if (kind == "classical") vcov(fit) else vcovHC(fit, type = kind)))
    statistic <- b / se
    gaussian <- family == "gaussian"
    p <- if (gaussian) 2 * pt(-abs(statistic), df) else 2 * pnorm(-abs(statistic))
    q <- if (gaussian) qt(.975, df) else qnorm(.975)
    list(error = unname(se), p = unname(p), low = unname(b - q * se), high = unname(b + q * se))
  })
  list(names = names(b), estimate = unname(b), n = nobs(fit), left_out = nrow(data) - nobs(fit),
       df_residual = df, errors = errors)
}

# media-influence
media <- read.csv("samples/media-influence/data/media-influence.csv")
media$placement <- factor(media$cond, c("front", "interior"))
media$gender <- factor(media$gender, c("female", "male"))
media$presumed_influence <- media$pmi
media$importance <- media$import
media <- media[-pilot[["media-influence"]], ]

# browser-disclosure: nothing was cleaned; labels may end in a blank, and an empty cell is missing.
trimmed <- function(x) { x <- trimws(x); x[x == "" | x == "Prefer not to say"] <- NA; x }
agreement <- c("Strongly disagree", "Somewhat disagree", "Neutral", "Somewhat agree", "Strongly agree")
browser <- read.csv(browser_file, check.names = FALSE, colClasses = "character")
browser <- data.frame(
  show_data = factor(trimmed(browser$showdata), c("false", "true"), c("hidden", "shown")),
  share = trimmed(browser[["Q-share-browser-data"]]),
  concerned = match(trimmed(browser[["Q-perceptions-2"]]), agreement),
  gender = factor(trimmed(browser[["Q-demos-gender"]]), c("Female", "Male", "Other")),
  age = factor(trimmed(browser[["Q-demos-age"]]),
    c("18 - 24 years", "25 - 34 years", "35 - 44 years", "45 - 54 years", "55 - 64 years", "65 or older"))
)
everybody <- browser
browser <- browser[-pilot[["browser-disclosure"]], ]

share <- function(formula) update(formula, I(share == "Consent to share") ~ .)
golden <- list(
  "media-influence" = list(
    mediation = describe(reaction ~ placement + presumed_influence + importance, media, "gaussian"),
    expectation = describe(presumed_influence ~ placement + gender + age, media, "gaussian")
  ),
  "browser-disclosure" = list(
    main = describe(I(share == "Consent to share") ~ show_data * concerned + gender + factor(age), browser, "binomial"),
    demographics = describe(I(share == "Consent to share") ~ show_data + gender + factor(age), browser, "binomial")
  ),
  "browser-disclosure, nobody in a pilot" = list(
    demographics = describe(I(share == "Consent to share") ~ show_data + gender + factor(age), everybody, "binomial")
  )
)
write(toJSON(golden, digits = I(17), auto_unbox = TRUE, pretty = TRUE), "test/evaluation/golden/regressions.json")

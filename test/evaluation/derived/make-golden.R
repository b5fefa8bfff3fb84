# Writes ../golden/derived.json: derived variables as R computes them from the real people of media-influence and from the
# made-up ones of ../formulas/panel.csv, and the regressions on them. ../derived.test.ts takes each the whole way from the
# text of a study. Run from the repository's root: Rscript test/evaluation/derived/make-golden.R. Needs sandwich.
suppressPackageStartupMessages(library(sandwich))

fit_of <- function(formula, data, family) {
  if (family == "gaussian") return(lm(formula, data))
  control <- glm.control(epsilon = 1e-14, maxit = 100)
  first <- glm(formula, family, data, control = control)
  # vcov() is computed from the weights of the step before the last, so the fit starts once more where it ended.
  eval(bquote(glm(.(formula), .(family), data, control = control, start = coef(first))))
}

described <- function(formula, data, family, errors) {
  fit <- fit_of(formula, data, family)
  b <- coef(fit)
  se <- sqrt(diag(if (errors == "classical") vcov(fit) else vcovHC(fit, type = errors)))
  p <- if (family == "gaussian") 2 * pt(-abs(b / se), fit$df.residual) else 2 * pnorm(-abs(b / se))
  list(names = names(b), estimate = unname(b), error = unname(se), p = unname(p), n = nobs(fit), left_out = nrow(data) - nobs(fit))
}

moments <- function(x) list(n = sum(!is.na(x)), mean = mean(x, na.rm = TRUE), sd = sd(x, na.rm = TRUE))

# ---- the 123 real people of media-influence -------------------------------------------------------------------------
media <- read.csv("samples/media-influence/data/media-influence.csv")
media <- data.frame(
  placement = factor(media$cond, c("front", "interior")), gender = factor(media$gender, c("female", "male")),
  age = media$age, presumed_influence = media$pmi, importance = media$import, reaction = media$reaction
)
media$expects <- rowMeans(media[c("presumed_influence", "importance")])
media$calm <- rowMeans(cbind(media$presumed_influence, media$importance, 8 - media$reaction))

# ---- 320 made-up people with missing answers --------------------------------------------------------------------------
agreement <- c("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree")
panel <- read.csv("test/evaluation/formulas/panel.csv", na.strings = "")
panel <- within(panel, {
  gender <- factor(gender, c("Female", "Male", "Other"))
  notice <- factor(notice, c("none", "shown"))
  frame <- factor(frame, c("plain", "gain", "loss"))
  education <- match(education, c("None", "School", "College", "Degree"))
  worry <- match(worry, agreement)
  trust <- match(trust, agreement)
  distrust <- 6 - trust
  unease <- rowMeans(cbind(worry, distrust))
  unease_of_one <- rowMeans(cbind(worry, distrust), na.rm = TRUE)
  reached <- (contacts >= 2) + (share == "Share") + (worry >= 4)
  reached_of_two <- rowSums(cbind(contacts >= 2, share == "Share", worry >= 4), na.rm = TRUE)
  reached_of_two[rowSums(is.na(cbind(contacts, share, worry))) > 1] <- NA
  load <- worry + distrust + risk / 25 + 2 * (choice == "Neither") - pmin(age / 20, 3)
  worst <- pmax(worry, distrust)
})
panel$unease_of_one[is.nan(panel$unease_of_one)] <- NA

golden <- list(
  "media-influence" = list(
    variables = lapply(media[c("expects", "calm")], moments),
    regressions = list(
      on_index = described(reaction ~ placement + expects, media, "gaussian", "HC3"),
      of_index = described(expects ~ placement * gender + age, media, "gaussian", "HC2"),
      of_calm = described(calm ~ placement + scale(age), media, "gaussian", "classical"),
      buying = described(I(reaction >= 4) ~ expects + gender, media, "binomial", "HC0")
    )
  ),
  panel = list(
    variables = lapply(panel[c("distrust", "unease", "unease_of_one", "reached", "reached_of_two", "load", "worst")], moments),
    regressions = list(
      index = described(unease ~ notice * frame + age + gender, panel, "gaussian", "HC3"),
      of_one = described(unease_of_one ~ notice + education, panel, "gaussian", "classical"),
      sharing = described(I(share == "Share") ~ unease + scale(load), panel, "binomial", "HC0"),
      counted = described(reached ~ notice + age, panel, "poisson", "HC0"),
      burden = described(load ~ worst + log(reached_of_two + 1), panel, "gaussian", "HC1"),
      uneasy = described(I(unease >= 3) ~ notice + education, panel, "binomial", "classical")
    )
  )
)

json <- function(x) {
  if (is.list(x)) return(paste0("{", paste0('"', names(x), '": ', vapply(x, json, ""), collapse = ", "), "}"))
  one <- if (is.character(x)) paste0('"', x, '"') else sprintf("%.17g", x)
  if (length(x) == 1 && !is.character(x)) one else paste0("[", paste(one, collapse = ", "), "]")
}
writeLines(json(golden), "test/evaluation/golden/derived.json")

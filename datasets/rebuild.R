# Turns the data objects of unpacked Debian packages into the ARFF files of datasets/bundled.
#
#   Rscript rebuild.R PACKAGES OUT
#
# PACKAGES/<package>/          the unpacked package
# PACKAGES/<package>.version   its version, one line
# OUT/<id>/dataset.arff        the output; <id> is the OpenML data id
#
# datasets/rebuild.sh prepares the first two and calls this. Only base R is needed; no code of the packages is run.

# ---------------------------------------------------------------- reading

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 2) stop("usage: Rscript rebuild.R PACKAGES OUT")
packages <- arguments[1]
out <- arguments[2]

r_package_data <- function(package, name) {
  libraries <- file.path(packages, package, "usr/lib/R", c("site-library", "library"))
  data <- file.path(libraries, name, "data")
  data <- data[dir.exists(data)]
  if (length(data) != 1) stop(package, ": no data directory of the R package ", name)
  data
}

# An object of an R package with one .rda file per object.
from_rda <- function(package, name, object) {
  content <- new.env()
  load(file.path(r_package_data(package, name), paste0(object, ".rda")), content)
  get(object, content)
}

# An object of an R package with a lazy-load database.
from_lazy_load <- function(package, name, object) {
  content <- new.env()
  lazyLoad(file.path(r_package_data(package, name), "Rdata"), content)
  get(object, content)
}

# A table of the R package ddalpha: text with a header line, gzipped.
from_ddalpha <- function(object) {
  file <- file.path(r_package_data("r-cran-ddalpha", "ddalpha"), paste0(object, ".txt.gz"))
  read.table(gzfile(file), header = TRUE)
}

# The @data section of one of Weka's examples. Columns are V1, V2, ...
from_weka <- function(object) {
  file <- file.path(packages, "weka/usr/share/doc/weka/examples", paste0(object, ".arff"))
  lines <- readLines(file)
  lines <- lines[(grep("^@data", lines, ignore.case = TRUE) + 1):length(lines)]
  read.csv(text = lines[!grepl("^%|^\\s*$", lines)], header = FALSE, quote = "'", strip.white = TRUE)
}

# ---------------------------------------------------------------- writing

# ARFF wants quotes around a name or label that is empty or holds a blank or one of ARFF's own delimiters.
quoted <- function(text) {
  ifelse(grepl("^$|[][ {},%'\"\t\\\\]", text), paste0("'", gsub("'", "\\\\'", text), "'"), text)
}

# 15 significant digits reproduce every decimal number of the sources, none of which has more.
digits <- function(numbers) sprintf("%.15g", numbers)

# A nominal column: labels in the order in which ARFF declares them.
nominal <- function(values, labels) {
  stopifnot(values %in% labels)
  factor(values, levels = labels)
}

# A nominal column whose source has codes: labels[i] stands for codes[i].
recoded <- function(values, codes, labels, declared = labels) {
  stopifnot(values %in% codes)
  nominal(labels[match(values, codes)], declared)
}

# OpenML's binary version of a class attribute: the majority class is P, the rest N.
majority <- function(classes) {
  counts <- table(classes)
  nominal(ifelse(classes == names(counts)[which.max(counts)], "P", "N"), c("P", "N"))
}

# OpenML's binary version of a numeric target: below its mean is P, the rest N.
below_mean <- function(target) nominal(ifelse(target < mean(target), "P", "N"), c("P", "N"))

# Writes one dataset. `columns` is a list of numeric vectors and factors whose names are the ARFF attribute names.
write_arff <- function(id, name, publication, package, object, columns) {
  source <- "Computed by datasets/rebuild.R"
  if (!is.null(package)) {
    version <- readLines(file.path(packages, paste0(package, ".version")), n = 1)
    source <- sprintf("Read from: Debian package %s %s, %s", package, version, object)
  }
  stopifnot(length(unique(lengths(columns))) == 1, !anyNA(columns, recursive = TRUE))
  kinds <- vapply(columns, FUN.VALUE = "", function(column) {
    if (is.factor(column)) paste0("{", paste(quoted(levels(column)), collapse = ","), "}") else "NUMERIC"
  })
  cells <- lapply(columns, function(column) {
    if (is.factor(column)) quoted(as.character(column)) else digits(column)
  })
  folder <- file.path(out, id)
  dir.create(folder, recursive = TRUE, showWarnings = FALSE)
  file <- file(file.path(folder, "dataset.arff"), open = "wb")
  writeLines(c(
    sprintf("%% %s, OpenML data id %d", name, id),
    paste("% First published:", publication),
    paste("%", source),
    paste("@RELATION", quoted(name)),
    "",
    paste("@ATTRIBUTE", quoted(names(columns)), kinds),
    "",
    "@DATA",
    do.call(paste, c(unname(cells), sep = ","))
  ), file, sep = "\n")
  close(file)
}

# ---------------------------------------------------------------- Pima Indians diabetes (37)

pima <- from_rda("r-cran-mlbench", "mlbench", "PimaIndiansDiabetes")
write_arff(37, "diabetes",
  "Smith et al. (1988), Using the ADAP learning algorithm to forecast the onset of diabetes mellitus",
  "r-cran-mlbench", "PimaIndiansDiabetes",
  list(
    preg = pima$pregnant, plas = pima$glucose, pres = pima$pressure, skin = pima$triceps,
    insu = pima$insulin, mass = pima$mass, pedi = pima$pedigree, age = pima$age,
    class = recoded(pima$diabetes, c("neg", "pos"), c("tested_negative", "tested_positive"))
  ))

# ---------------------------------------------------------------- Glass (41, 1005; in another row order 996)

oxides <- c("RI", "Na", "Mg", "Al", "Si", "K", "Ca", "Ba", "Fe")
glass_publication <- "Evett and Spiehler (1987), Rule induction in forensic science; donated to UCI by B. German"
glass <- from_weka("glass")
glass_features <- setNames(glass[1:9], oxides)
write_arff(41, "glass", glass_publication, "weka", "examples/glass.arff",
  c(glass_features, list(Type = nominal(glass$V10, c(
    "build wind float", "build wind non-float", "vehic wind float", "vehic wind non-float",
    "containers", "tableware", "headlamps"
  )))))
write_arff(1005, "glass", glass_publication, "weka", "examples/glass.arff",
  c(glass_features, list(binaryClass = majority(glass$V10))))

glass_by_type <- from_rda("r-cran-mlbench", "mlbench", "Glass")
write_arff(996, "prnn_fglass",
  "Evett and Spiehler (1987), as in Ripley (1996), Pattern Recognition and Neural Networks",
  "r-cran-mlbench", "Glass",
  c(as.list(glass_by_type[oxides]), list(binaryClass = majority(glass_by_type$Type))))

# ---------------------------------------------------------------- Teaching assistants (48, 955)

tae <- from_ddalpha("tae")
tae_publication <- "Loh and Shih (1997), Split selection methods for classification trees, Statistica Sinica 7"
tae_features <- list(
  Whether_of_not_the_TA_is_a_native_English_speaker = nominal(tae$C, 1:2),
  Course_instructor = tae$X1, Course = tae$X2,
  Summer_or_regular_semester = nominal(tae$X3, 1:2),
  Class_size = tae$X4
)
write_arff(48, "tae", tae_publication, "r-cran-ddalpha", "tae",
  c(tae_features, list(Class_attribute = nominal(tae$X5, 1:3))))
write_arff(955, "tae", tae_publication, "r-cran-ddalpha", "tae",
  c(tae_features, list(binaryClass = majority(tae$X5))))

# ---------------------------------------------------------------- Heart (53)

heart <- from_ddalpha("heart")
write_arff(53, "heart-statlog",
  "Detrano et al. (1989), International application of a new probability algorithm, Am. J. Cardiology 64; Statlog version",
  "r-cran-ddalpha", "heart",
  c(
    setNames(as.list(heart[paste0("X", 1:13)]), c(
      "age", "sex", "chest", "resting_blood_pressure", "serum_cholestoral", "fasting_blood_sugar",
      "resting_electrocardiographic_results", "maximum_heart_rate_achieved", "exercise_induced_angina",
      "oldpeak", "slope", "number_of_major_vessels", "thal"
    )),
    list(class = recoded(heart$C, 1:2, c("absent", "present")))
  ))

# ---------------------------------------------------------------- Vehicle silhouettes (54)

vehicle <- from_rda("r-cran-mlbench", "mlbench", "Vehicle")
write_arff(54, "vehicle",
  "Siebert (1987), Vehicle recognition using rule based methods, Turing Institute TIRM-87-018",
  "r-cran-mlbench", "Vehicle",
  c(
    setNames(as.list(vehicle[1:18]), c(
      "COMPACTNESS", "CIRCULARITY", "DISTANCE CIRCULARITY", "RADIUS RATIO", "PR.AXIS ASPECT RATIO",
      "MAX.LENGTH ASPECT RATIO", "SCATTER RATIO", "ELONGATEDNESS", "PR.AXIS RECTANGULARITY",
      "MAX.LENGTH RECTANGULARITY", "SCALED VARIANCE_MAJOR", "SCALED VARIANCE_MINOR",
      "SCALED RADIUS OF GYRATION", "SKEWNESS ABOUT_MAJOR", "SKEWNESS ABOUT_MINOR",
      "KURTOSIS ABOUT_MAJOR", "KURTOSIS ABOUT_MINOR", "HOLLOWS RATIO"
    )),
    list(Class = nominal(vehicle$Class, c("opel", "saab", "bus", "van")))
  ))

# ---------------------------------------------------------------- Iris (61, 1413)

iris_publication <- "Fisher (1936), The use of multiple measurements in taxonomic problems, Annals of Eugenics 7"
iris_rows <- from_weka("iris")
iris_columns <- list(
  sepallength = iris_rows$V1, sepalwidth = iris_rows$V2, petallength = iris_rows$V3, petalwidth = iris_rows$V4,
  class = nominal(iris_rows$V5, c("Iris-setosa", "Iris-versicolor", "Iris-virginica"))
)
write_arff(61, "iris", iris_publication, "weka", "examples/iris.arff", iris_columns)
write_arff(1413, "MyIris", iris_publication, "weka", "examples/iris.arff", iris_columns)

# ---------------------------------------------------------------- Wine (187, 973)

wines <- from_rda("r-cran-sn", "sn", "wines")
tidy <- function(column) round(column, 2) # two columns went through single precision there: 16.799999 for 16.8
color_intensity <- tidy(wines$colour)
color_intensity[172] <- 9.899999 # the one such value that UCI's file, and so OpenML's, has kept
wine_publication <- "Forina et al. (1986), Multivariate data analysis as a discriminating method of the origin of wines, Vitis 25"
wine_features <- list(
  Alcohol = wines$alcohol, Malic_acid = wines$malic, Ash = wines$ash,
  Alcalinity_of_ash = tidy(wines$alcal_ash),
  Magnesium = wines$magnesium, Total_phenols = wines$phenols, Flavanoids = wines$flavanoids,
  Nonflavanoid_phenols = wines$nonflavanoids, Proanthocyanins = wines$proanthocyanins,
  Color_intensity = color_intensity, Hue = wines$hue, "OD280/OD315_of_diluted_wines" = wines$OD_dw,
  Proline = wines$proline
)
cultivar <- recoded(wines$wine, c("Barolo", "Grignolino", "Barbera"), 1:3)
write_arff(187, "wine", wine_publication, "r-cran-sn", "wines", c(wine_features, list(class = cultivar)))
write_arff(973, "wine", wine_publication, "r-cran-sn", "wines", c(wine_features, list(binaryClass = majority(cultivar))))

# ---------------------------------------------------------------- Vowels (307)

vowel <- from_ddalpha("vowel_MvsF")
write_arff(307, "vowel",
  "Deterding (1989), Speaker normalisation for automatic speech recognition, thesis, University of Cambridge",
  "r-cran-ddalpha", "vowel_MvsF",
  c(
    list(
      "Speaker Number" = recoded(vowel$X2, 0:14, c(
        "Andrew", "Bill", "David", "Mark", "Jo", "Kate", "Penny", "Rose",
        "Mike", "Nick", "Rich", "Tim", "Sarah", "Sue", "Wendy"
      )),
      Sex = recoded(vowel$C, 0:1, c("Male", "Female"))
    ),
    setNames(as.list(vowel[paste0("X", 3:12)]), paste("Feature", 0:9)),
    list(Class = recoded(vowel$X13, 0:10, c(
      "hid", "hId", "hEd", "hAd", "hYd", "had", "hOd", "hod", "hUd", "hud", "hed"
    )))
  ))

# ---------------------------------------------------------------- Crabs (446)

crabs <- from_lazy_load("r-cran-mass", "MASS", "crabs")
write_arff(446, "prnn_crabs",
  "Campbell and Mahon (1974), A multivariate study of variation in two species of rock crab, Austral. J. Zoology 22",
  "r-cran-mass", "crabs",
  list(
    sex = recoded(crabs$sex, c("F", "M"), c("Female", "Male")), index = crabs$index,
    FL = crabs$FL, RW = crabs$RW, CL = crabs$CL, CW = crabs$CW, BD = crabs$BD,
    sp = recoded(crabs$sp, c("B", "O"), c("blue_form", "orange_form"))
  ))

# ---------------------------------------------------------------- Ozone in New York (736)

environmental <- from_lazy_load("r-cran-lattice", "lattice", "environmental")
write_arff(736, "visualizing_environmental",
  "Bruntz et al. (1974), The dependence of ambient ozone on solar radiation, wind, temperature; Cleveland (1993), Visualizing Data",
  "r-cran-lattice", "environmental",
  list(
    ozone = environmental$ozone, radiation = environmental$radiation, temperature = environmental$temperature,
    binaryClass = below_mean(environmental$wind)
  ))

# ---------------------------------------------------------------- Boston housing (825, 853)

boston_publication <- "Harrison and Rubinfeld (1978), Hedonic housing prices and the demand for clean air, J. Env. Econ. Management 5"
corrected <- from_lazy_load("r-cran-spdata", "spData", "boston.c")
corrected$TRACT[195] <- 3592 # spData corrects a census tract number, OpenML's version does not
towns <- gsub(" ", "_", as.character(corrected$TOWN))
write_arff(825, "boston_corrected",
  paste0(boston_publication, "; corrected by Gilley and Pace (1996)"),
  "r-cran-spdata", "boston.c",
  c(
    list(
      OBS. = seq_len(nrow(corrected)), TOWN = nominal(towns, sort(unique(towns), method = "radix")),
      TOWN_ID = corrected$TOWNNO
    ),
    as.list(corrected[c("TRACT", "LON", "LAT", "MEDV", "CMEDV", "CRIM", "ZN", "INDUS")]),
    list(CHAS = nominal(corrected$CHAS, 0:1)),
    as.list(corrected[c("NOX", "RM", "AGE", "DIS")]),
    list(RAD = nominal(corrected$RAD, c(1:8, 24))),
    as.list(corrected[c("TAX", "PTRATIO", "B")]),
    list(binaryClass = below_mean(corrected$LSTAT))
  ))

boston <- from_lazy_load("r-cran-mass", "MASS", "Boston")
write_arff(853, "boston", boston_publication, "r-cran-mass", "Boston",
  list(
    CRIM = boston$crim, ZN = boston$zn, INDUS = boston$indus, CHAS = nominal(boston$chas, 0:1),
    NOX = boston$nox, RM = boston$rm, AGE = boston$age, DIS = boston$dis, RAD = boston$rad,
    TAX = boston$tax, PTRATIO = boston$ptratio, B = boston$black, LSTAT = boston$lstat,
    binaryClass = below_mean(boston$medv)
  ))

# ---------------------------------------------------------------- Pollen (871)

# The numeric target was the row number, so the lower half of the rows is P.
pollen <- from_lazy_load("r-cran-animation", "animation", "pollen")
write_arff(871, "pollen",
  "Coleman, RCA Labs (1986), synthetic data for the ASA data exposition",
  "r-cran-animation", "pollen",
  c(
    as.list(pollen[c("RIDGE", "NUB", "CRACK", "WEIGHT", "DENSITY")]),
    list(binaryClass = below_mean(seq_len(nrow(pollen))))
  ))

# ---------------------------------------------------------------- Swedish municipalities (880)

mu284 <- from_rda("r-cran-sampling", "sampling", "MU284")
mu284$LABEL[223] <- 233L # LABEL is the row number, but for this slip in OpenML's version
write_arff(880, "mu284",
  "Sarndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, Springer, appendix B",
  "r-cran-sampling", "MU284",
  c(
    as.list(mu284[c("LABEL", "P85", "P75", "RMT85", "CS82", "SS82", "S82", "ME84", "REV84", "REG")]),
    list(binaryClass = below_mean(mu284$CL))
  ))

# ---------------------------------------------------------------- Plasma retinol (915)

retinol <- from_ddalpha("plasma_retinol_MvsF")
write_arff(915, "plasma_retinol",
  "Nierenberg et al. (1989), Determinants of plasma levels of beta-carotene and retinol, Am. J. Epidemiology 130",
  "r-cran-ddalpha", "plasma_retinol_MvsF",
  c(
    list(
      AGE = retinol$AGE,
      SEX = recoded(retinol$SEX, 2:1, c("Female", "Male")),
      SMOKSTAT = recoded(retinol$SMOKSTAT, 3:1, c("Current_Smoker", "Former", "Never")),
      QUETELET = retinol$QUETELET,
      VITUSE = recoded(retinol$VITUSE, c(3, 1, 2), c("No", "Yes_fairly_often", "Yes_not_often"))
    ),
    as.list(retinol[c("CALORIES", "FAT", "FIBER", "ALCOHOL", "CHOLESTEROL", "BETADIET", "RETDIET", "BETAPLASMA")]),
    list(binaryClass = below_mean(retinol$RETPLASMA))
  ))

# ---------------------------------------------------------------- Kidney (945)

kidney <- from_lazy_load("r-cran-survival", "survival", "kidney")
write_arff(945, "kidney",
  "McGilchrist and Aisbett (1991), Regression with frailty in survival analysis, Biometrics 47",
  "r-cran-survival", "kidney",
  list(
    patient = kidney$id, time = kidney$time, status = nominal(kidney$status, 0:1), age = kidney$age,
    sex = recoded(kidney$sex, 2:1, c("female", "male")),
    disease_type = recoded(kidney$disease, c("AN", "GN", "Other", "PKD"), c(
      "Acute_Nephritis", "Glomerulo_Nephritis", "Other", "Polycystic_Kidney_Disease"
    )),
    binaryClass = below_mean(kidney$frail)
  ))

# ---------------------------------------------------------------- Balance scale (997)

# Every combination of weights and distances from 1 to 5, the last running fastest. P: the scale tips to the left.
balance <- rev(expand.grid(right_distance = 1:5, right_weight = 1:5, left_distance = 1:5, left_weight = 1:5))
tips_left <- with(balance, left_weight * left_distance > right_weight * right_distance)
write_arff(997, "balance-scale",
  "Siegler (1976), Three aspects of cognitive development, Cognitive Psychology 8",
  NULL, NULL,
  list(
    "left-weight" = balance$left_weight, "left-distance" = balance$left_distance,
    "right-weight" = balance$right_weight, "right-distance" = balance$right_distance,
    binaryClass = nominal(ifelse(tips_left, "P", "N"), c("P", "N"))
  ))

package dev.offload.image.header;

/// The primaries and the white point of an RGB colour space, in CIE 1931 xy.
record Chromaticities(Xy white, Xy red, Xy green, Xy blue) {
  static final Xy D65 = new Xy(0.3127, 0.3290);

  /// sRGB (IEC 61966-2-1).
  static final Chromaticities STANDARD =
      new Chromaticities(D65, new Xy(0.64, 0.33), new Xy(0.30, 0.60), new Xy(0.15, 0.06));

  /// ITU-R BT.2020.
  static final Chromaticities BT_2020 =
      new Chromaticities(D65, new Xy(0.708, 0.292), new Xy(0.170, 0.797), new Xy(0.131, 0.046));

  /// Display P3 (SMPTE EG 432-1).
  static final Chromaticities DISPLAY_P3 =
      new Chromaticities(D65, new Xy(0.680, 0.320), new Xy(0.265, 0.690), new Xy(0.150, 0.060));

  /// The white point of ICC profiles.
  static final double[] D50 = {0.9642, 1.0, 0.8249};

  private static final double[][] BRADFORD = {
    {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
  };

  record Xy(double x, double y) {
    /// The same as XYZ with Y = 1.
    private double[] xyz() {
      return new double[] {x / y, 1, (1 - x - y) / y};
    }
  }

  /// What red, green and blue contribute to white, as XYZ adapted to D50. If the numbers are
  /// not colours, some results are not finite.
  double[][] colorants() {
    double[][] primaries = columns(red.xyz(), green.xyz(), blue.xyz());
    double[] shares = times(inverse(primaries), white.xyz());
    double[] from = times(BRADFORD, white.xyz());
    double[] to = times(BRADFORD, D50);
    double[][] back = inverse(BRADFORD);
    double[][] adapted = new double[3][];
    for (int i = 0; i < 3; i++) {
      double[] cone = times(BRADFORD, column(primaries, i));
      for (int k = 0; k < 3; k++) {
        cone[k] *= shares[i] * to[k] / from[k];
      }
      adapted[i] = times(back, cone);
    }
    return adapted;
  }

  private static double[][] columns(double[]... columns) {
    double[][] matrix = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 3; i++) {
        matrix[row][i] = columns[i][row];
      }
    }
    return matrix;
  }

  private static double[] column(double[][] matrix, int i) {
    return new double[] {matrix[0][i], matrix[1][i], matrix[2][i]};
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 3; i++) {
        product[row] += matrix[row][i] * vector[i];
      }
    }
    return product;
  }

  private static double[][] inverse(double[][] m) {
    double[][] inverse = new double[3][3];
    double determinant = 0;
    for (int i = 0; i < 3; i++) {
      determinant += m[0][i] * cofactor(m, 0, i);
    }
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 3; i++) {
        inverse[row][i] = cofactor(m, i, row) / determinant;
      }
    }
    return inverse;
  }

  private static double cofactor(double[][] m, int row, int column) {
    int a = (row + 1) % 3;
    int b = (row + 2) % 3;
    int c = (column + 1) % 3;
    int d = (column + 2) % 3;
    return m[a][c] * m[b][d] - m[a][d] * m[b][c];
  }
}

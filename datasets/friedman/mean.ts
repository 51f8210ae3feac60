/** Mean over the cube, of every concept: 10·∫∫sin(πuv) + 20/12 + 5 + 2.5. */
export const FRIEDMAN_MEAN = 14.4133;

declare const UNDERSTUDY_VERSION: string | undefined;

/** The version of Understudy; `development` where the sources run without having been bundled. */
export const understudyVersion: string = typeof UNDERSTUDY_VERSION === 'string' ? UNDERSTUDY_VERSION : 'development';

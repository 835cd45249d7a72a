import { fileURLToPath } from 'node:url';

// The bundle of the command line lies one folder deep, as this file does: both find the same places from here.

/** The package's own folder: the scenarios travel with it. */
export const packageRoot: string = fileURLToPath(new URL('../../', import.meta.url));

/** Written by the build beside the code; there is none beside the sources. */
export const scenarioListFile: string = fileURLToPath(new URL('../scenarios.json', import.meta.url));

// The engine, for everyone outside engine/src. Folders in the order of the data's way.
export * from '#engine/annotations';
export * from '#engine/checks';
export * from '#engine/data';
export * from '#engine/diagnostics';
export * from '#engine/drafting';
export * from '#engine/evaluation';
export * from '#engine/export';
export * from '#engine/fixes';
export * from '#engine/formula';
export * from '#engine/random';
export * from '#engine/report';
export * from '#engine/respondents';
export * from '#engine/simulation';
export * from '#engine/study';
export * from '#engine/text';

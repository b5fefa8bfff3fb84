import type { DataError, DataTable, FurtherPeople, People, Split } from '#engine/data';
import type { Result } from '#engine/diagnostics';

/** The data of a study as far as they could be read; `none` where the study names no data, or they have not been looked at. */
export type StudyData =
  | {
      readonly kind: 'table';
      readonly table: DataTable;
      readonly people: Result<People>;
      readonly split: Result<Split>;
      /** Further personas; left out where the study asks for none, or they have not been looked at. */
      readonly further?: FurtherData;
    }
  | { readonly kind: 'error'; readonly error: DataError }
  | { readonly kind: 'none' };

/** The file of further personas, as far as it could be read. */
export type FurtherData =
  | { readonly kind: 'table'; readonly further: Result<FurtherPeople> }
  | { readonly kind: 'error'; readonly error: DataError };

/** What is known of the study's models besides its text. */
export interface ModelState {
  /** Ids of tuned models that have been tuned. */
  readonly tuned: ReadonlySet<string>;
}

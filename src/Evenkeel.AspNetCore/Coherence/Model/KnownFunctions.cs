using System.Collections.Frozen;

namespace Evenkeel.AspNetCore.Coherence.Model;

/// <summary>Functions of SQLite and PostgreSQL that read no table. Any other in hand-written SQL may, so that what calls it depends on all tables.</summary>
internal static class KnownFunctions
{
    private static readonly FrozenSet<string> Names = string.Join(
        ' ',
        "abs age array_agg array_append array_length array_position array_to_string avg bit_length bool_and bool_or btrim cardinality ceil ceiling changes char_length character_length chr coalesce concat concat_ws",
        "count cume_dist current_date current_schema current_setting current_time current_timestamp date date_part date_trunc datetime dense_rank div every exp extract first_value float floor format gen_random_uuid generate_series",
        "generate_subscripts glob greatest group_concat grouping hex ifnull iif initcap instr json json_agg json_array json_array_length json_build_array json_build_object json_each json_extract json_group_array",
        "json_group_object json_insert json_object json_object_agg json_patch json_quote json_remove json_replace json_set json_tree json_type json_valid jsonb jsonb_agg jsonb_array_elements jsonb_array_elements_text",
        "jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_exists jsonb_extract_path jsonb_extract_path_text jsonb_object_keys jsonb_set jsonb_to_recordset jsonb_typeof julianday lag",
        "last_insert_rowid last_value lead least left length like likelihood likely ln log log10 lower lpad ltrim make_date make_interval make_timestamp make_timestamptz max md5 min mod now nth_value ntile nullif",
        "octet_length overlay percent_rank percentile_cont percentile_disc pg_current_xact_id pg_current_snapshot pg_sleep pi position pow power printf quote quote_ident quote_literal random randomblob rank regexp_count",
        "regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_substr repeat replace reverse right round row_number rpad rtrim sha256 sign similarity split_part sqrt starts_with statement_timestamp",
        "stddev strftime string_agg string_to_array strpos substr substring substring_index sum textcat time timezone to_char to_date to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector total total_changes",
        "transaction_timestamp translate trim trunc ts_rank typeof unicode unlikely unnest upper variance width_bucket zeroblob cast convert ef_add ef_divide ef_multiply ef_negate ef_compare ef_mod ef_avg ef_sum ef_min ef_max")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string name) => Names.Contains(name);
}

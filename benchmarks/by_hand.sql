-- The gift and hospitality clauses of the corporate pack (5.1 to 5.5), written by hand in DuckDB SQL: the yardstick that
-- judging many is held against. Reads `gifts`, a view of the Parquet file; makes `totals`, `findings` and `counts`.
-- NULL is unknown, and SQL's logic is the policy's. 200 and 4 are the figures since 2000, in every country.

-- The same party: its group, else its name as typed but for capitals, accents, punctuation and blanks.
CREATE MACRO within_words(name) AS regexp_replace(name, '(\pL)[''’.](\pL)', '\1\2', 'g');
CREATE TEMP TABLE typed AS
    SELECT other_side, 'n' || nullif(trim(regexp_replace(plain, '[^\pL\pN\pM]+', ' ', 'g')), '') AS party
    FROM (
        SELECT DISTINCT other_side, within_words(within_words(strip_accents(lower(other_side)))) AS plain
        FROM gifts WHERE party_group IS NULL AND other_side IS NOT NULL
    );

-- The window (d − 12 months, d] in whole numbers: months of 32 days, so that it ends where the calendar says it does.
-- Money and occasions go through one window, since the kind is in its key. Who has no party is a party alone.
CREATE TEMP TABLE summed AS
    WITH named AS (
        SELECT
            row, declined, ((year("on") * 12 + month("on")) * 32 + day("on"))::INTEGER AS day_number,
            concat_ws(chr(31), person, kind, coalesce('g' || party_group, typed.party, 'r' || row)) AS same,
            CASE WHEN kind IN ('gift_received', 'gift_given') THEN
                CASE WHEN amount < paid_back THEN 0 ELSE (amount - paid_back)::DECIMAL(18, 2) END
            ELSE occasions END AS value
        FROM gifts LEFT JOIN typed ON gifts.party_group IS NULL AND gifts.other_side = typed.other_side
    )
    SELECT row, sum(adds) OVER twelve_months AS known, sum(maybe) OVER twelve_months AS uncertain
    FROM (
        SELECT
            row, same, day_number,
            CASE WHEN NOT declined THEN coalesce(value, 0) ELSE 0 END::DECIMAL(18, 2) AS adds,
            CASE WHEN declined OR (NOT declined AND value IS NOT NULL) THEN 0 ELSE 1 END AS maybe
        FROM named
    )
    WINDOW twelve_months AS (PARTITION BY same ORDER BY day_number RANGE BETWEEN 383 PRECEDING AND CURRENT ROW);

CREATE TEMP TABLE judged AS
    SELECT
        row, person, coalesce(other_side, party_group) AS counterparty, "on", kind,
        declined, is_partner, believed_standing, is_favour, amount, customary, modest, lawful, employer_allows,
        found_customary, found_modest, found_lawful, found_employer_allows, leave_given, excessive,
        giver_present, giver_not_permitted, company_not_permitting, employee_present, forbidden_locally, unfit,
        guest_employer_allows, known, uncertain,
        CASE WHEN known > CASE WHEN kind IN ('gift_received', 'gift_given') THEN 200 ELSE 4 END THEN true
             WHEN uncertain = 0 THEN false END AS above,
        NOT declined AND (is_partner OR believed_standing IN ('competitor', 'customer', 'supplier'))
            AND (is_favour OR amount > 200) AS large,
        large AND NOT (found_customary AND found_modest AND found_lawful AND found_employer_allows) AS r_main,
        large AND NOT (customary AND modest AND lawful AND employer_allows) AS r_own_answers,
        NOT declined AND above AS r_above,
        NOT declined AND excessive AND above AS r_both,
        NOT declined AND ((excessive AND NOT above) OR (NOT excessive AND above)) AS r_one_alone,
        NOT declined AND giver_not_permitted AS r_giver,
        NOT declined AND NOT giver_present AS r_host,
        NOT declined AND forbidden_locally AS r_locally,
        NOT declined AND unfit AS r_unfit,
        NOT declined AND company_not_permitting AS r_company,
        NOT declined AND NOT employee_present AS r_nobody,
        NOT declined AND NOT guest_employer_allows AS r_guest,
        NOT leave_given AS r_leave
    FROM gifts JOIN summed USING (row);

CREATE TEMP VIEW totals AS
    SELECT
        row, CASE kind WHEN 'hospitality_received' THEN '5.3' WHEN 'hospitality_offered' THEN '5.4' ELSE '5.2' END AS clause,
        known, uncertain
    FROM judged;

CREATE MACRO value(name, said) AS '"' || name || '":' || coalesce('"' || said || '"', 'null');

CREATE TEMP VIEW findings AS
    SELECT row, person, counterparty, "on", '5.1' AS clause, 'main' AS rule,
        '{' || value('declined', declined) || ',' || value('is_partner', is_partner) || ','
        || value('believed_standing', believed_standing) || ',' || value('is_favour', is_favour) || ','
        || value('amount', amount) || ',' || value('found_customary', found_customary) || ','
        || value('found_modest', found_modest) || ',' || value('found_lawful', found_lawful) || ','
        || value('found_employer_allows', found_employer_allows) || '}' AS values
    FROM judged WHERE r_main AND kind IN ('gift_received', 'gift_given')
UNION ALL
    SELECT row, person, counterparty, "on", '5.1', 'own_answers',
        '{' || value('declined', declined) || ',' || value('is_partner', is_partner) || ','
        || value('believed_standing', believed_standing) || ',' || value('is_favour', is_favour) || ','
        || value('amount', amount) || ',' || value('customary', customary) || ',' || value('modest', modest) || ','
        || value('lawful', lawful) || ',' || value('employer_allows', employer_allows) || '}'
    FROM judged WHERE r_own_answers AND kind IN ('gift_received', 'gift_given')
UNION ALL
    SELECT row, person, counterparty, "on", '5.2', CASE kind WHEN 'gift_received' THEN 'main' ELSE 'given' END,
        '{' || value('declined', declined) || ',' || value('same_direction_12m', known) || '}'
    FROM judged WHERE r_above AND kind IN ('gift_received', 'gift_given')
UNION ALL
    SELECT row, person, counterparty, "on", CASE kind WHEN 'hospitality_received' THEN '5.3' ELSE '5.4' END, 'main',
        '{' || value('declined', declined) || ',' || value('excessive', excessive) || ','
        || value('times_12m', known::BIGINT) || '}'
    FROM judged WHERE r_both AND kind IN ('hospitality_received', 'hospitality_offered')
UNION ALL
    SELECT row, person, counterparty, "on", CASE kind WHEN 'hospitality_received' THEN '5.3' ELSE '5.4' END, 'one_alone',
        '{' || value('declined', declined) || ',' || value('excessive', excessive) || ','
        || value('times_12m', known::BIGINT) || '}'
    FROM judged WHERE r_one_alone AND kind IN ('hospitality_received', 'hospitality_offered')
UNION ALL
    SELECT row, person, counterparty, "on", '5.3', 'not_permitted',
        '{' || value('declined', declined) || ',' || value('giver_not_permitted', giver_not_permitted) || '}'
    FROM judged WHERE r_giver AND kind = 'hospitality_received'
UNION ALL
    SELECT row, person, counterparty, "on", '5.3', 'host_absent',
        '{' || value('declined', declined) || ',' || value('giver_present', giver_present) || '}'
    FROM judged WHERE r_host AND kind = 'hospitality_received'
UNION ALL
    SELECT row, person, counterparty, "on", CASE kind WHEN 'hospitality_received' THEN '5.3' ELSE '5.4' END,
        'ruled_out_locally',
        '{' || value('declined', declined) || ',' || value('forbidden_locally', forbidden_locally) || '}'
    FROM judged WHERE r_locally AND kind IN ('hospitality_received', 'hospitality_offered')
UNION ALL
    SELECT row, person, counterparty, "on", CASE kind WHEN 'hospitality_received' THEN '5.3' ELSE '5.4' END, 'unfit_event',
        '{' || value('declined', declined) || ',' || value('unfit', unfit) || '}'
    FROM judged WHERE r_unfit AND kind IN ('hospitality_received', 'hospitality_offered')
UNION ALL
    SELECT row, person, counterparty, "on", '5.4', 'not_permitted',
        '{' || value('declined', declined) || ',' || value('company_not_permitting', company_not_permitting) || '}'
    FROM judged WHERE r_company AND kind = 'hospitality_offered'
UNION ALL
    SELECT row, person, counterparty, "on", '5.4', 'nobody_of_ours',
        '{' || value('declined', declined) || ',' || value('employee_present', employee_present) || '}'
    FROM judged WHERE r_nobody AND kind = 'hospitality_offered'
UNION ALL
    SELECT row, person, counterparty, "on", '5.4', 'guest_employer',
        '{' || value('declined', declined) || ',' || value('guest_employer_allows', guest_employer_allows) || '}'
    FROM judged WHERE r_guest AND kind = 'hospitality_offered'
UNION ALL
    SELECT row, person, counterparty, "on", '5.5', 'main', '{' || value('leave_given', leave_given) || '}'
    FROM judged WHERE r_leave AND kind IN ('gift_given', 'hospitality_offered');

-- Every rule that applies to a kind, with the column of its answer; each column counted once for each kind.
CREATE TEMP TABLE rules AS FROM (VALUES
    ('5.1', 'main', 'r_main', ['gift_received', 'gift_given']),
    ('5.1', 'own_answers', 'r_own_answers', ['gift_received', 'gift_given']),
    ('5.2', 'main', 'r_above', ['gift_received']),
    ('5.2', 'given', 'r_above', ['gift_given']),
    ('5.3', 'main', 'r_both', ['hospitality_received']),
    ('5.3', 'one_alone', 'r_one_alone', ['hospitality_received']),
    ('5.3', 'not_permitted', 'r_giver', ['hospitality_received']),
    ('5.3', 'host_absent', 'r_host', ['hospitality_received']),
    ('5.3', 'ruled_out_locally', 'r_locally', ['hospitality_received']),
    ('5.3', 'unfit_event', 'r_unfit', ['hospitality_received']),
    ('5.4', 'main', 'r_both', ['hospitality_offered']),
    ('5.4', 'one_alone', 'r_one_alone', ['hospitality_offered']),
    ('5.4', 'not_permitted', 'r_company', ['hospitality_offered']),
    ('5.4', 'nobody_of_ours', 'r_nobody', ['hospitality_offered']),
    ('5.4', 'ruled_out_locally', 'r_locally', ['hospitality_offered']),
    ('5.4', 'unfit_event', 'r_unfit', ['hospitality_offered']),
    ('5.4', 'guest_employer', 'r_guest', ['hospitality_offered']),
    ('5.5', 'main', 'r_leave', ['gift_given', 'hospitality_offered'])
) AS rules(clause, rule, answer, kinds);

CREATE TEMP TABLE by_kind AS SELECT kind, struct_pack(
    fires := count_if(COLUMNS('^r_')), unknown := count(*) - count(COLUMNS('^r_'))) FROM judged GROUP BY kind;
CREATE TEMP VIEW counts AS
    SELECT clause, rule, sum(counted.fires)::BIGINT AS fires, sum(counted.unknown)::BIGINT AS unknown
    FROM (UNPIVOT by_kind ON COLUMNS('^r_') INTO NAME answer VALUE counted) AS counted_kinds
    JOIN rules ON rules.answer = counted_kinds.answer AND list_contains(rules.kinds, kind)
    GROUP BY clause, rule;

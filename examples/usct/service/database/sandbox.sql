-- The sandbox as two districts' pilot left it: 240 households, ten of them invented for trying things out.
CREATE TABLE households (code TEXT PRIMARY KEY, district TEXT NOT NULL, seeded INTEGER NOT NULL DEFAULT 0);
CREATE TABLE applications (id TEXT PRIMARY KEY, household TEXT NOT NULL REFERENCES households, state TEXT NOT NULL);
CREATE TABLE payments (id INTEGER PRIMARY KEY, application TEXT NOT NULL REFERENCES applications, amount INTEGER NOT NULL);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 240)
INSERT INTO households SELECT printf('H-%04d', i), CASE WHEN i % 3 = 0 THEN 'Harbour' ELSE 'Plateau' END, i <= 10 FROM n;
INSERT INTO applications SELECT 'A-' || substr(code, 3), code, CASE WHEN substr(code, 6) % 2 = 0 THEN 'paid' ELSE 'received' END FROM households WHERE substr(code, 3) % 4 <> 0;
INSERT INTO payments (application, amount) SELECT id, 12000 FROM applications WHERE state = 'paid';

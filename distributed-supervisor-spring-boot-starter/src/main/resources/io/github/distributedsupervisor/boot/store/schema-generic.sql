CREATE TABLE IF NOT EXISTS supervised_child (
  cluster_name    VARCHAR(255) NOT NULL,
  supervisor_name VARCHAR(200) NOT NULL,
  child_name      VARCHAR(200) NOT NULL,
  child_type      VARCHAR(255) NOT NULL,
  phase           VARCHAR(20)  NOT NULL,
  removed         BOOLEAN      NOT NULL,
  incarnation     BIGINT       NOT NULL,
  revision        BIGINT       NOT NULL,
  updated_at      TIMESTAMP    NOT NULL,
  content         BLOB NOT NULL,
  CONSTRAINT supervised_child_pk PRIMARY KEY (cluster_name, supervisor_name, child_name)
);

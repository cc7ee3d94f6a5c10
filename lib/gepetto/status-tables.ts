// Upstream documents only `success` and `pending`. The tables hold what such services usually say, with `_` between
// words; case and accents do not count. After the English words come German, French, Spanish, Italian, Portuguese,
// Dutch, Polish and Romanian, Russian, Chinese and Japanese ones.

export const SUCCESS = `success succeed succeeded successful successfully complete completed done finish finished ready ok
  available generated rendered processed delivered resolved fulfilled approved published final finalized finalised
  erfolg erfolgreich fertig fertiggestellt abgeschlossen beendet vollendet
  succes reussi reussie termine terminee acheve achevee fini finie pret prete complet
  exito exitoso completado completada terminado terminada finalizado finalizada listo lista hecho
  successo riuscito riuscita completato completata terminato terminata finito pronto pronta
  sucesso concluido concluida completo completa feito
  voltooid klaar gereed gelukt geslaagd afgerond
  gotowe zakonczono zakonczone ukonczono sukces finalizat terminat gata
  готово завершено завершен завершена успешно успех выполнено
  完成 已完成 成功 完了 生成完了 処理完了`;

export const FAILURE = `error errored err fail failed failing failure faulted fault cancel canceled cancelled cancelation
  cancellation timeout timed_out timedout time_out expired expire deadline_exceeded abort aborted block blocked nsfw
  reject rejected refused denied deny invalid crashed crash dead terminated killed halted stopped moderated flagged
  filtered content_filtered content_filter content_moderated request_moderated content_policy
  content_policy_violation policy_violation unsafe deleted removed revoked declined unsupported interrupted exception
  forbidden unprocessable insufficient_credits out_of_credits no_credits
  out_of_credit quota_exceeded limit_exceeded out_of_memory oom oom_killed preempted worker_died skipped unknown_error
  internal_error bad_request lost unsuccessful
  fehler fehlgeschlagen gescheitert abgebrochen abgelehnt abgelaufen ungultig blockiert
  echec echoue echouee erreur annule annulee refuse refusee rejete rejetee expiree bloque bloquee
  fallido fallida fallo erroneo cancelado cancelada rechazado rechazada expirado expirada caducado bloqueado
  errore fallito fallita non_riuscito annullato annullata rifiutato rifiutata scaduto bloccato
  erro falhou falha falhado recusado rejeitado
  mislukt fout geannuleerd afgebroken geweigerd verlopen
  błąd niepowodzenie anulowano odrzucono esuat eroare anulat respins
  ошибка неудача отменено отклонено провалено
  失败 失敗 错误 錯誤 已取消 已拒绝 超时 エラー キャンセル`;

export const PENDING = `pending processing process in_progress inprogress progress running run queued queue queueing
  queuing in_queue enqueued waiting wait awaiting started starting start not_started not_start created new submitted
  received accepted scheduled rendering generating dreaming uploading downloading loading initializing initialising
  initialized booting warming warming_up working active busy preparing retrying retry pausing paused suspended delayed
  throttled deferred pending_review in_review reviewing staging upscaling finalizing finalising saving cancelling
  canceling unfinished incomplete
  ausstehend wartend wartet laufend lauft gestartet in_bearbeitung in_arbeit in_warteschlange
  en_cours en_attente en_traitement en_file_d_attente demarre
  pendiente en_proceso en_curso en_progreso en_cola procesando esperando
  in_corso in_attesa in_elaborazione in_coda
  pendente em_andamento em_processamento processando aguardando na_fila
  bezig in_behandeling in_afwachting in_wachtrij wachtend
  oczekuje w_toku przetwarzanie in_curs in_asteptare
  ожидание ожидает в_обработке в_очереди выполняется обрабатывается
  处理中 處理中 排队中 进行中 等待中 処理中 待機中 生成中`;
